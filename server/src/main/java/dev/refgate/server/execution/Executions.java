package dev.refgate.server.execution;

import dev.refgate.Admission;
import dev.refgate.error.OverloadedException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunError;
import dev.refgate.run.RunExecutors;
import dev.refgate.run.RunIds;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.logging.LogFields;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunRecord;
import dev.refgate.server.stream.RunFeed;
import dev.refgate.server.stream.RunFeeds;
import dev.refgate.server.stream.RunFeeds.Recording;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out runs. Safe for use by many threads. */
public final class Executions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

    private final RunsInFlight inFlight = new RunsInFlight();
    private final RunFeeds feeds = new RunFeeds();
    private final ExecutorService threads = RunExecutors.branches();
    private final RunLog log;

    /**
     * @param log stays the caller's to close, after this
     */
    public Executions(RunLog log) {
        this.log = log;
    }

    public RunLog log() {
        return log;
    }

    public RunsInFlight inFlight() {
        return inFlight;
    }

    /** What can be watched. */
    public RunFeeds feeds() {
        return feeds;
    }

    /**
     * Runs on the calling thread, to the end.
     *
     * @param answer is given the result while the run still counts as in flight
     * @throws DrainingException when no more runs are taken
     * @throws dev.refgate.run.InvalidInputsException when the inputs are not what the workflow declares
     */
    public <E extends Exception> void execute(String runId, Call call, Answer<E> answer) throws E {
        Cancellation cancellation = begin(runId, call);
        try (LogFields fields = LogFields.run(runId, call.admission().pins())) {
            answer.give(run(runId, call, RunListener.NONE, cancellation));
        } finally {
            inFlight.end(runId);
        }
    }

    /**
     * Begins a run on a thread of its own; it goes on whoever stops watching it.
     *
     * @return what happens in it
     * @throws DrainingException when no more runs are taken
     * @throws OverloadedException when there is no thread for it
     * @throws dev.refgate.run.InvalidInputsException when the inputs are not what the workflow declares
     */
    public RunFeed start(String runId, Call call) {
        Secrets secrets = call.admission().secrets();
        Map<String, Object> shown = call.shownInputs(secrets);
        Cancellation cancellation = begin(runId, call);
        Recording recording = feeds.open(
                runId,
                call.admission().pins().environment(),
                call.origin().session().orElse(runId),
                secrets,
                shown);
        try {
            threads.execute(LogFields.carried(() -> record(runId, call, recording, cancellation)));
        } catch (RejectedExecutionException e) {
            end(runId, recording);
            throw new OverloadedException("runs: no thread is free for one more (expected fewer at the same time)");
        }
        return recording.feed();
    }

    private void record(String runId, Call call, Recording recording, Cancellation cancellation) {
        try (LogFields fields = LogFields.run(runId, call.admission().pins())) {
            RunResult result = run(runId, call, recording, cancellation);
            if (result.status() == RunStatus.INTERRUPTED) {
                recording.breakOff();
            }
        } catch (RuntimeException | Error e) {
            recording.breakOff();
            LOG.error("run {} broke off", runId, e);
        } finally {
            end(runId, recording);
        }
    }

    private void end(String runId, Recording recording) {
        recording.close();
        inFlight.end(runId);
    }

    private Cancellation begin(String runId, Call call) {
        return inFlight.begin(runId, call.admission().pins().environment()).orElseThrow(DrainingException::new);
    }

    private RunResult run(String runId, Call call, RunListener listener, Cancellation cancellation) {
        Admission admission = call.admission();
        if (!log.isKept()) {
            return admission.run(runId, call.inputs(), listener, cancellation);
        }
        RunRecord record = new RunRecord(
                runId,
                admission.pins(),
                call.origin(),
                call.inputs(),
                admission.secrets(),
                admission.sensitiveInputs());
        boolean effects = call.hasEffects();
        if (effects) {
            admission.check(call.inputs());
            log.begin(record.running(Instant.now()));
        }
        RunResult result = admission.run(runId, call.inputs(), both(record, listener), cancellation);
        return keep(result, record, effects);
    }

    private static RunListener both(RunRecord record, RunListener listener) {
        return listener == RunListener.NONE
                ? record
                : event -> {
                    record.on(event);
                    listener.on(event);
                };
    }

    /**
     * Nobody learns of a result that is not on record. A run without effects never was, then: the caller may send it again.
     * One that may have had effects ends as the record will show it.
     */
    private RunResult keep(RunResult result, RunRecord record, boolean effects) {
        try {
            log.end(record.ended(result));
            return result;
        } catch (DatabaseException e) {
            if (!effects) {
                throw e;
            }
            LOG.error(
                    "run {} ended as {}, which is not on record: {}", result.runId(), result.status(), e.getMessage());
            String message = "the run ended, but how could not be recorded: " + e.getMessage();
            return new RunResult(
                    result.runId(),
                    result.pins(),
                    RunStatus.INTERRUPTED,
                    Map.of(),
                    Optional.of(new RunError(Optional.empty(), message)),
                    result.blocks(),
                    result.started(),
                    result.duration());
        }
    }

    /** A new id, for one run. */
    public static String newId() {
        return RunIds.next();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Tells a caller how the run ended. */
    @FunctionalInterface
    public interface Answer<E extends Exception> {
        void give(RunResult result) throws E;
    }
}
