package dev.refgate.server.http;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.execution.Call;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.RunRecord.Origin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v2/workflows/{workflow_id}/execute}: the main job. A run that fails is an answer like any other. */
final class ExecuteHandler {
    /** What callers may say of themselves; the other causes are the server's own. */
    private static final List<Cause> CLAIMED = List.of(Cause.API, Cause.CONSOLE, Cause.SMOKE);

    private final Refgate refgate;
    private final RunStarts starts;
    private final Callers callers;

    ExecuteHandler(Refgate refgate, RunStarts starts, Callers callers) {
        this.refgate = refgate;
        this.starts = starts;
        this.callers = callers;
    }

    void execute(Context context) throws IOException {
        byte[] bytes = UnreadBody.read(context);
        WorkflowId workflow = RequestTarget.workflow(context);
        Target target = RequestTarget.target(context);
        Optional<String> session = RequestTarget.parameter(context, "session_id");
        ExecuteBody body = ExecuteBody.parse(bytes);
        if (target.environment().isPresent()) {
            callers.requireExecute(context, target.environment());
        }
        Origin origin = new Origin(cause(context), callers.of(context).actor(), session);
        AnswerMode mode = AnswerMode.of(context, body.streaming());
        starts.answer(
                context,
                workflow.value(),
                () -> sameness(target, body),
                mode,
                () -> call(context, workflow, target, body, origin));
    }

    private Call call(Context context, WorkflowId workflow, Target target, ExecuteBody body, Origin origin) {
        Admission admission = RequestTarget.about(target, () -> refgate.admit(workflow, target));
        callers.requireExecute(context, admission.pins().environment());
        return new Call(admission, body.inputs(), origin);
    }

    /** What has to be the same for a call to be the same: not how it is answered, nor where refs point by then. */
    private static String sameness(Target target, ExecuteBody body) {
        Map<String, Object> same = new LinkedHashMap<>();
        target.environment().ifPresent(environment -> same.put("environment", environment));
        target.revision().ifPresent(revision -> same.put("revision_id", revision));
        same.put("inputs", body.inputs());
        return Json.write(same);
    }

    /** Why the caller says that it calls. */
    static Cause cause(Context context) {
        String header = context.req().getHeader("Refgate-Trigger");
        if (header == null) {
            return Cause.API;
        }
        for (Cause cause : CLAIMED) {
            if (cause.word().equals(header)) {
                return cause;
            }
        }
        throw Refusal.invalid(
                List.of("header", "Refgate-Trigger"),
                "Refgate-Trigger: " + header + " (expected api, console or smoke)",
                "invalid_argument");
    }
}
