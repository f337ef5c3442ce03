package dev.refgate.server.http;

import dev.refgate.HostedWorkflows.Exported;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.hosted.Remark;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/workflows/{workflow_id}/export}: a workflow as the hosted product's configuration. */
final class ExportHandler {
    private final Refgate refgate;
    private final Callers callers;

    ExportHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.callers = callers;
    }

    void export(Context context) throws IOException {
        callers.require(context, Scope.READ);
        WorkflowId workflow = RequestTarget.workflow(context);
        Target target = RequestTarget.targetOrLatest(context, refgate);
        Exported made = RequestTarget.about(target, () -> refgate.export(workflow, target));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("workflow_key", workflow.value());
        answer.put("workflow_config", made.config());
        answer.put("remarks", made.remarks().stream().map(Remark::toString).toList());
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, answer));
    }
}
