package dev.refgate.server.http;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v2/workflows/{workflow_id}/execute}: the main job. A run that fails is an answer like any other. */
final class ExecuteHandler {
    private final Refgate refgate;
    private final RunsInFlight runs;

    ExecuteHandler(Refgate refgate, RunsInFlight runs) {
        this.refgate = refgate;
        this.runs = runs;
    }

    void execute(Context context) throws IOException {
        byte[] body = UnreadBody.read(context);
        WorkflowId workflow = RequestTarget.workflow(context);
        Target target = RequestTarget.target(context);
        Optional<String> session = RequestTarget.parameter(context, "session_id");
        Map<String, Object> inputs = ExecuteBody.parse(body).inputs();
        Cancellation cancellation = runs.begin().orElseThrow(ExecuteHandler::draining);
        try {
            Admission admission = RequestTarget.about(target, () -> refgate.admit(workflow, target));
            RunResult result = admission.run(inputs, RunListener.NONE, cancellation);
            RunAnswer answer = new RunAnswer(result, admission.secrets(), session);
            pin(context.res(), result);
            Answers.json(context.res(), 200, answer::write);
        } finally {
            runs.end(cancellation);
        }
    }

    private static void pin(HttpServletResponse response, RunResult result) {
        RunPins pins = result.pins();
        response.setHeader("Refgate-Run-Id", result.runId());
        pins.environment().ifPresent(name -> response.setHeader("Refgate-Environment", name));
        response.setHeader("Refgate-Revision", pins.commit().hex());
        response.setHeader("Refgate-Content", pins.content().hex());
    }

    private static Refusal draining() {
        return Refusal.of(503, "the server is draining: it finishes its runs and takes no new ones");
    }
}
