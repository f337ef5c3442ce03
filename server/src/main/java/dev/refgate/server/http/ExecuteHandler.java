package dev.refgate.server.http;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunPins;
import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.RunRecord.Origin;
import dev.refgate.server.stream.RunFeed;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code POST /v2/workflows/{workflow_id}/execute}: the main job. A run that fails is an answer like any other. */
final class ExecuteHandler {
    private static final long FROM_THE_START = 0;

    /** What callers may say of themselves; the other causes are the server's own. */
    private static final List<Cause> CLAIMED = List.of(Cause.API, Cause.CONSOLE, Cause.SMOKE);

    private final Refgate refgate;
    private final Executions executions;
    private final Patience patience;
    private final EventStreams streams;
    private final Callers callers;

    ExecuteHandler(Refgate refgate, Executions executions, Patience patience, EventStreams streams, Callers callers) {
        this.refgate = refgate;
        this.executions = executions;
        this.patience = patience;
        this.streams = streams;
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
        Admission admission = RequestTarget.about(target, () -> refgate.admit(workflow, target));
        callers.requireExecute(context, admission.pins().environment());
        String actor = callers.of(context).actor();
        Call call = new Call(admission, body.inputs(), new Origin(cause(context), actor, session));
        if (body.streaming()) {
            stream(call, context);
        } else {
            answer(call, context.res());
        }
    }

    private static Cause cause(Context context) {
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

    private void answer(Call call, HttpServletResponse response) throws IOException {
        String runId = Executions.newId();
        PatientAnswer answer = new PatientAnswer(
                response, () -> pin(response, runId, call.admission().pins()));
        patience.add(answer);
        try {
            executions.execute(runId, call, result -> {
                RunAnswer run = new RunAnswer(
                        result, call.admission().secrets(), call.origin().session());
                answer.answer(run::write);
            });
        } finally {
            patience.remove(answer);
        }
    }

    private void stream(Call call, Context context) {
        String runId = Executions.newId();
        RunFeed feed = executions.start(runId, call);
        pin(context.res(), runId, call.admission().pins());
        streams.answer(context, feed, FROM_THE_START);
    }

    private static void pin(HttpServletResponse response, String runId, RunPins pins) {
        response.setHeader("Refgate-Run-Id", runId);
        pins.environment().ifPresent(name -> response.setHeader("Refgate-Environment", name));
        response.setHeader("Refgate-Revision", pins.commit().hex());
        response.setHeader("Refgate-Content", pins.content().hex());
    }
}
