package dev.refgate.server.http;

import dev.refgate.run.RunPins;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.RunsInFlight;
import dev.refgate.server.execution.StartedRun;
import dev.refgate.server.runlog.LoggedResult;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.stream.Retelling;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Answers with a run that goes on by itself, or that is on record, in the way that the caller wants. */
final class RunAnswers {
    private static final long FROM_THE_START = 0;

    private final Executions executions;
    private final Patience patience;
    private final EventStreams streams;

    RunAnswers(Executions executions, Patience patience, EventStreams streams) {
        this.executions = executions;
        this.patience = patience;
        this.streams = streams;
    }

    /** With a run that was started here. */
    void answer(Context context, StartedRun run, AnswerMode mode) throws IOException {
        RunPins pins = run.call().admission().pins();
        switch (mode) {
            case WHOLE -> {
                Secrets secrets = run.call().admission().secrets();
                Optional<String> session = run.call().origin().session();
                await(
                        context,
                        run.id(),
                        pins,
                        run.result().thenApply(result -> new RunAnswer(result, secrets, session)));
            }
            case STREAM -> {
                RunHeaders.write(context.res(), run.id(), pins);
                streams.answer(context, run.feed(), FROM_THE_START);
            }
            case LATER ->
                accept(
                        context,
                        run.id(),
                        pins,
                        executions
                                .inFlight()
                                .find(run.id())
                                .map(RunsInFlight.Running::status)
                                .orElse(RunStatus.RUNNING)
                                .word());
        }
    }

    /** With a run that was started elsewhere or before. What is over is answered at once. */
    void answer(Context context, RunRow row, AnswerMode mode) throws IOException {
        RunPins pins = LoggedResult.pins(row);
        if (mode == AnswerMode.LATER && !row.isOver()) {
            accept(context, row.id(), pins, row.status());
            return;
        }
        CompletableFuture<RunRow> over =
                row.isOver() ? CompletableFuture.completedFuture(row) : executions.untilOver(row.id());
        if (mode == AnswerMode.STREAM) {
            RunHeaders.write(context.res(), row.id(), pins);
            streams.answer(context, retell(row, pins, over).feed(), FROM_THE_START);
        } else {
            await(context, row.id(), pins, over.thenApply(RunAnswers::answer));
        }
    }

    private static RunAnswer answer(RunRow row) {
        return new RunAnswer(LoggedResult.of(row), Secrets.of(List.of()), Optional.of(row.session()));
    }

    private static Retelling retell(RunRow row, RunPins pins, CompletableFuture<RunRow> over) {
        LoggedRun shown = new LoggedRun(row);
        Retelling retelling = new Retelling(row.id(), pins, row.session(), inputs(shown.inputs()));
        retelling.begin(shown.started());
        over.whenComplete((ended, thrown) -> {
            if (ended == null) {
                retelling.breakOff();
            } else {
                retelling.end(LoggedResult.of(ended));
            }
        });
        return retelling;
    }

    private static Map<String, Object> inputs(@Nullable Object shown) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        if (shown instanceof Map<?, ?> map) {
            map.forEach((name, value) -> inputs.put(String.valueOf(name), value));
        }
        return inputs;
    }

    private void await(Context context, String runId, RunPins pins, CompletableFuture<RunAnswer> run)
            throws IOException {
        PatientAnswer answer = new PatientAnswer(context.res(), () -> RunHeaders.write(context.res(), runId, pins));
        patience.add(answer);
        try {
            answer.answer(run.join()::write);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        } finally {
            patience.remove(answer);
        }
    }

    private static void accept(Context context, String runId, RunPins pins, String status) throws IOException {
        RunHeaders.write(context.res(), runId, pins);
        context.res().setHeader("Location", "/v2/runs/" + runId);
        if (AnswerMode.prefersLater(context)) {
            context.res().setHeader("Preference-Applied", "respond-async");
        }
        Answers.json(context.res(), 202, generator -> {
            generator.writeStartObject();
            generator.writeStringField("run_id", runId);
            generator.writeStringField("status", status);
            RunAnswer.writePins(generator, pins);
            generator.writeEndObject();
        });
    }
}
