package dev.refgate.server.http;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockResult;
import dev.refgate.run.BlocksDone;
import dev.refgate.run.RunResult;
import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.LoggedResult;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunRecord.Origin;
import dev.refgate.server.runlog.RunRow;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v2/runs/{run_id}/rerun}: a new run of what is on record. */
final class RerunHandler {
    private final Refgate refgate;
    private final RunLog log;
    private final RunStarts starts;
    private final Callers callers;

    RerunHandler(Refgate refgate, Executions executions, RunStarts starts, Callers callers) {
        this.refgate = refgate;
        this.log = executions.log();
        this.starts = starts;
        this.callers = callers;
    }

    void rerun(Context context) throws IOException {
        byte[] bytes = UnreadBody.read(context);
        String runId = context.pathParam("run_id");
        RunQueries.requireKept(log);
        RunRow row = log.find(runId)
                .orElseThrow(() -> Refusal.of(404, "run: " + runId + " is not in the run log (see GET /v2/runs)"));
        callers.requireExecute(context, Optional.ofNullable(row.environment()));
        RerunBody body = RerunBody.parse(bytes);
        String sameness = body.fromFailedBlock() + " " + body.current();
        starts.answer(
                context,
                "rerun " + runId,
                () -> sameness,
                AnswerMode.of(context, body.streaming()),
                () -> call(context, row, body));
    }

    private Call call(Context context, RunRow row, RerunBody body) {
        requireKept(row);
        Map<String, BlockResult> done = body.fromFailedBlock() ? done(row) : Map.of();
        Admission admission = admit(row, body.current());
        callers.requireExecute(context, admission.pins().environment());
        String actor = callers.of(context).actor();
        Origin origin = new Origin(
                Cause.API,
                actor,
                Optional.of(row.session()).filter(session -> !session.equals(row.id())),
                Optional.of(row.id()));
        return new Call(
                admission, inputs(row), origin, done, done.isEmpty() ? RunFacts.NONE : RunFacts.of(row.facts()));
    }

    private Admission admit(RunRow row, boolean current) {
        Optional<String> environment = Optional.ofNullable(row.environment());
        if (current && environment.isEmpty()) {
            throw Refusal.invalid(
                    List.of("body", "revision"),
                    "revision: current, of a run without an environment (expected own)",
                    "invalid_argument");
        }
        Target target = new Target(environment, current ? Optional.empty() : Optional.of(row.revision()));
        try {
            return refgate.admit(new WorkflowId(row.workflow()), target);
        } catch (InvalidArgumentException e) {
            throw Refusal.invalid(List.of("body", "revision"), e.getMessage(), "invalid_argument");
        }
    }

    private static void requireKept(RunRow row) {
        if (new CommitId(row.revision()).isNone()) {
            throw conflict(
                    row,
                    "its workflow came with the call, and was not stored (expected the call again: POST"
                            + " /v2/workflows/execute)");
        }
        if (!row.isOver()) {
            throw conflict(row, "it is " + row.status() + " (expected one that is over)");
        }
        RunFacts facts = RunFacts.of(row.facts());
        if (facts.masked()) {
            throw conflict(row, "a secret in its inputs was masked when they were stored");
        }
        if (!facts.cut().isEmpty() || row.hasDigestForInputs()) {
            throw conflict(row, "its inputs were too large to be stored");
        }
    }

    private static Map<String, BlockResult> done(RunRow row) {
        RunResult result = LoggedResult.of(row);
        Map<String, BlockResult> done = result.error()
                .flatMap(error -> BlocksDone.before(result.blocks(), error))
                .orElseThrow(
                        () -> conflict(row, "it has no block that failed (expected from: start, or a run that has)"));
        if (parsed(row.blocks()) instanceof List<?> blocks) {
            for (Object block : blocks) {
                requireWhole(row, (Map<?, ?>) block, done);
            }
        }
        return done;
    }

    private static void requireWhole(RunRow row, Map<?, ?> block, Map<String, BlockResult> done) {
        String id = String.valueOf(block.get("block_id"));
        String missing = block.get("truncated") != null
                ? "was too large to be stored"
                : block.get("masked") != null ? "has a secret in it, which was masked" : "";
        if (done.containsKey(id) && !missing.isEmpty()) {
            throw conflict(row, "the output of block " + id + " " + missing + " (expected from: start)");
        }
    }

    private static Refusal conflict(RunRow row, String why) {
        return Refusal.of(409, "run: " + row.id() + " cannot be run again thus: " + why);
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    private static Map<String, Object> inputs(RunRow row) {
        return (Map<String, Object>) Objects.requireNonNull(parsed(row.inputs()));
    }

    private static @Nullable Object parsed(@Nullable String json) {
        return json == null ? null : Json.parse(json);
    }
}
