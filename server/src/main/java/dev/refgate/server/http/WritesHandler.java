package dev.refgate.server.http;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.Edit;
import dev.refgate.promotion.Edit.Expected;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/workflows}, {@code PUT} and {@code DELETE /v2/workflows/{workflow_id}}: workflows change by commits on the source branch. Off
 * unless the server was told to allow it.
 */
final class WritesHandler {
    private final Promotions promotions;
    private final boolean allowed;
    private final Callers callers;

    WritesHandler(Refgate refgate, boolean allowed, Callers callers) {
        this.promotions = refgate.promotions();
        this.allowed = allowed;
        this.callers = callers;
    }

    void create(Context context) throws IOException {
        requireAllowed(context);
        JsonBody body = JsonBody.of(context);
        Optional<HostedBody> hosted = HostedBody.of(body);
        if (hosted.isPresent()) {
            WorkflowId workflow = hosted.get().workflow(context);
            write(context, 201, workflow, hosted.get(), Expected.NOTHING, "Add " + workflow);
            return;
        }
        WorkflowId workflow = JsonBody.about(
                "workflow_id", () -> new WorkflowId(body.text("workflow_id").orElse("")));
        SortedMap<String, byte[]> files = files(body);
        Optional<String> message = body.text("message");
        body.requireNothingElse();
        write(context, 201, workflow, Optional.of(files), Expected.NOTHING, message.orElse("Add " + workflow));
    }

    /** {@code POST /v2/workflows/revisions}, the hosted product's way to change a workflow that is named in the query. */
    void revise(Context context) throws IOException {
        requireAllowed(context);
        JsonBody body = JsonBody.of(context);
        HostedBody hosted = HostedBody.of(body)
                .orElseThrow(() -> Refusal.invalid(
                        List.of("body"),
                        "files: not here (expected the hosted product's configuration; files come by PUT"
                                + " /v2/workflows/{workflow_id})",
                        "invalid_argument"));
        WorkflowId workflow = hosted.workflow(context);
        write(context, 200, workflow, hosted, Expected.SOMETHING, "Change " + workflow);
    }

    void update(Context context) throws IOException {
        requireAllowed(context);
        WorkflowId workflow = RequestTarget.workflow(context);
        JsonBody body = JsonBody.of(context);
        Optional<HostedBody> hosted = HostedBody.of(body);
        if (hosted.isPresent()) {
            write(context, 200, workflow, hosted.get(), Expected.SOMETHING, "Change " + workflow);
            return;
        }
        SortedMap<String, byte[]> files = files(body);
        Optional<String> message = body.text("message");
        Expected expected = JsonBody.about("content_id", () -> expected(body.text("content_id")));
        body.requireNothingElse();
        write(context, 200, workflow, Optional.of(files), expected, message.orElse("Change " + workflow));
    }

    void delete(Context context) throws IOException {
        requireAllowed(context);
        WorkflowId workflow = RequestTarget.workflow(context);
        write(context, 200, workflow, Optional.empty(), Expected.SOMETHING, "Delete " + workflow);
    }

    private void requireAllowed(Context context) {
        callers.require(context, Scope.WRITE);
        if (!allowed) {
            throw Refusal.of(403, "this server does not change workflows (expected serve --allow-writes)");
        }
    }

    private static Expected expected(Optional<String> content) {
        return content.map(ContentId::new).map(Expected::content).orElse(Expected.SOMETHING);
    }

    private static SortedMap<String, byte[]> files(JsonBody body) {
        return GivenBody.files(body.object("files").orElse(Map.of()));
    }

    private void write(
            Context context, int status, WorkflowId workflow, HostedBody hosted, Expected expected, String message)
            throws IOException {
        Map<String, @Nullable Object> data = written(context, workflow, Optional.of(hosted.files()), expected, message);
        data.put("workflow_key", workflow.value());
        data.put("remarks", hosted.remarks());
        Answers.json(context.res(), status, generator -> Json.writeValue(generator, Map.of("data", data)));
    }

    private void write(
            Context context,
            int status,
            WorkflowId workflow,
            Optional<SortedMap<String, byte[]>> files,
            Expected expected,
            String message)
            throws IOException {
        Map<String, @Nullable Object> data = written(context, workflow, files, expected, message);
        Answers.json(context.res(), status, generator -> {
            generator.writeStartObject();
            if (files.isEmpty()) {
                generator.writeStringField("detail", workflow + " was deleted");
            }
            Json.writeField(generator, "data", data);
            generator.writeEndObject();
        });
    }

    private Map<String, @Nullable Object> written(
            Context context,
            WorkflowId workflow,
            Optional<SortedMap<String, byte[]>> files,
            Expected expected,
            String message) {
        Edit edit = JsonBody.about("files", () -> new Edit(workflow, files, expected, message));
        Optional<CommitId> commit;
        try {
            commit = promotions.edit(edit, callers.actor(context));
        } catch (RuntimeException e) {
            callers.record(context, "not written: " + e.getMessage());
            throw e;
        }
        callers.record(context, commit.map(id -> "written " + id.hex()).orElse("nothing to do"));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflow_id", workflow.value());
        data.put("revision_id", commit.map(CommitId::hex).orElse(null));
        data.put("outcome", commit.isPresent() ? "written" : "nothing_to_do");
        return data;
    }
}
