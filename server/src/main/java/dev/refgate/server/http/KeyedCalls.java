package dev.refgate.server.http;

import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Commitment;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.StartedRun;
import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.runlog.RunRow;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls with a key: the first one begins a run, all others get that one, whether it is over or not, and wherever it runs. */
final class KeyedCalls {
    private final Executions executions;
    private final RunAnswers answers;

    KeyedCalls(Executions executions, RunAnswers answers) {
        this.executions = executions;
        this.answers = answers;
    }

    /**
     * @param claim with the id of the run that this call would begin
     * @param call is asked for only when no run stands for the key
     * @param mayRun throws when the caller may not run anything in this environment
     */
    void answer(Context context, Claim claim, AnswerMode mode, Supplier<Call> call, Consumer<Optional<String>> mayRun)
            throws IOException {
        Optional<Claim> holder = executions.log().claim(claim.id());
        if (holder.isPresent()) {
            attach(context, holder.get(), claim, mode, mayRun);
            return;
        }
        Optional<StartedRun> begun =
                executions.start(claim.runId(), call.get(), Commitment.to(claim, mode == AnswerMode.LATER));
        if (begun.isPresent()) {
            answers.answer(context, begun.get(), mode);
        } else {
            Claim winner = executions
                    .log()
                    .claim(claim.id())
                    .orElseThrow(() -> new DatabaseException("the run log lost a key; try again"));
            attach(context, winner, claim, mode, mayRun);
        }
    }

    private void attach(Context context, Claim holder, Claim claim, AnswerMode mode, Consumer<Optional<String>> mayRun)
            throws IOException {
        if (!holder.isForTheSameCallAs(claim)) {
            throw IdempotencyHeader.conflict();
        }
        Optional<StartedRun> here = executions.started(holder.runId());
        if (here.isPresent()) {
            mayRun.accept(here.get().call().admission().pins().environment());
            IdempotencyHeader.markReplayed(context);
            answers.answer(context, here.get(), mode);
            return;
        }
        RunRow row =
                executions.log().findWhole(holder.runId()).orElseThrow(() -> IdempotencyHeader.gone(holder.runId()));
        mayRun.accept(Optional.ofNullable(row.environment()));
        IdempotencyHeader.markReplayed(context);
        answers.answer(context, row, mode);
    }
}
