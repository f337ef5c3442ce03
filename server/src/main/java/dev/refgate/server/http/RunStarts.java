package dev.refgate.server.http;

import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Commitment;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.StartedRun;
import dev.refgate.server.idempotency.Claim;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins runs for callers, and answers with them. */
final class RunStarts {
    private final Executions executions;
    private final Patience patience;
    private final RunAnswers answers;
    private final KeyedCalls keyed;
    private final Callers callers;

    RunStarts(Executions executions, Patience patience, EventStreams streams, Callers callers) {
        this.executions = executions;
        this.patience = patience;
        this.answers = new RunAnswers(executions, patience, streams);
        this.keyed = new KeyedCalls(executions, answers);
        this.callers = callers;
    }

    /**
     * @param scope what keys of this kind of call belong to, such as a workflow
     * @param sameness all that has to be the same for a call with the same key to be the same call
     * @param call is asked for only when there is something to run
     */
    void answer(Context context, String scope, Supplier<String> sameness, AnswerMode mode, Supplier<Call> call)
            throws IOException {
        Optional<String> key = IdempotencyHeader.of(context, executions.log());
        if (key.isPresent()) {
            String owner = callers.of(context).actor();
            Claim claim = Claim.of(owner, scope, key.get(), sameness.get(), Executions.newId());
            keyed.answer(context, claim, mode, call, environment -> callers.requireExecute(context, environment));
        } else {
            begin(context, call.get(), mode);
        }
    }

    /**
     * For callers who have no key of this server, and have proved otherwise that they may.
     *
     * @param claim for what is run once however often it comes; null for what is not
     */
    void answer(Context context, @Nullable Claim claim, AnswerMode mode, Supplier<Call> call) throws IOException {
        if (claim == null) {
            begin(context, call.get(), mode);
        } else {
            keyed.answer(context, claim, mode, call, environment -> {});
        }
    }

    private void begin(Context context, Call call, AnswerMode mode) throws IOException {
        String runId = Executions.newId();
        if (mode == AnswerMode.WHOLE) {
            execute(runId, call, context.res());
        } else {
            Commitment commitment = mode == AnswerMode.LATER ? Commitment.DURABLE : Commitment.NONE;
            StartedRun run = executions.start(runId, call, commitment).orElseThrow();
            answers.answer(context, run, mode);
        }
    }

    /** On the request's own thread: the shortest way. */
    private void execute(String runId, Call call, HttpServletResponse response) throws IOException {
        PatientAnswer answer = new PatientAnswer(
                response,
                () -> RunHeaders.write(response, runId, call.admission().pins()));
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
        if (executions.log().isKept()) {
            letOthersAnswer();
        }
    }

    /**
     * Runs that came to the disk together are to be answered together. The next thing on this thread would be a look for the
     * connection's next request, which comes while others answer: looked for too early, it takes a selector and another thread.
     */
    private static void letOthersAnswer() {
        Thread.yield();
    }
}
