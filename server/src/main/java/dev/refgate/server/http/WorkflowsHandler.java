package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.WorkflowState;
import dev.refgate.document.Problem;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code GET /v2/workflows} and {@code GET /v2/workflows/{workflow_id}}: what there is to run, and where it stands. */
final class WorkflowsHandler {
    private final Refgate refgate;
    private final Callers callers;

    WorkflowsHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        Target target = RequestTarget.targetOrLatest(context, refgate);
        int limit = PageLimit.of(context);
        Optional<String> after = RequestTarget.parameter(context, "start_at");
        List<WorkflowState> found = RequestTarget.about(target, () -> refgate.workflows(target, after, limit + 1));
        List<WorkflowState> page = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        Answers.json(context.res(), 200, generator -> writePage(generator, page, more));
    }

    void one(Context context) throws IOException {
        callers.require(context, Scope.READ);
        WorkflowId id = RequestTarget.workflow(context);
        Target target = RequestTarget.targetOrLatest(context, refgate);
        WorkflowState workflow = RequestTarget.about(target, () -> refgate.workflow(id, target));
        Answers.json(context.res(), 200, generator -> {
            generator.writeStartObject();
            generator.writeFieldName("data");
            write(generator, workflow);
            generator.writeEndObject();
        });
    }

    private static void writePage(JsonGenerator generator, List<WorkflowState> page, boolean more) throws IOException {
        generator.writeStartObject();
        generator.writeArrayFieldStart("data");
        for (WorkflowState workflow : page) {
            write(generator, workflow);
        }
        generator.writeEndArray();
        if (more) {
            generator.writeStringField(
                    "next_cursor", page.get(page.size() - 1).id().value());
        }
        generator.writeBooleanField("has_more", more);
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, WorkflowState workflow) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("workflow_id", workflow.id().value());
        generator.writeStringField("revision_id", workflow.commit().hex());
        generator.writeStringField("content_id", workflow.content().hex());
        generator.writeObjectFieldStart("workflow_config");
        generator.writeStringField(
                "workflow_display_name", workflow.name().orElse(workflow.id().value()));
        generator.writeStringField(
                "workflow_description", workflow.description().orElse(""));
        generator.writeEndObject();
        generator.writeArrayFieldStart("problems");
        for (Problem problem : workflow.problems()) {
            generator.writeString(problem.toString());
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }
}
