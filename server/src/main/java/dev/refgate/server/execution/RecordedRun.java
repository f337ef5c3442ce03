package dev.refgate.server.execution;

import dev.refgate.Admission;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunError;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunRecord;
import dev.refgate.server.runlog.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run and its record: {@link #begin}, then {@link #run}. For one thread. */
final class RecordedRun {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedRun.class);

    private final RunLog log;
    private final String id;
    private final Call call;
    private final Commitment commitment;
    private @Nullable RunRecord record;

    RecordedRun(RunLog log, String id, Call call, Commitment commitment) {
        this.log = log;
        this.id = id;
        this.call = call;
        this.commitment = commitment;
    }

    /**
     * Puts the run's beginning on record, where that matters.
     *
     * @param status whether it runs, or waits for its place
     * @return whether it may go on; false when another run stands for its key
     * @throws dev.refgate.run.InvalidInputsException when the inputs are not what the workflow declares
     * @throws DatabaseException when it cannot be recorded: then it must not go on
     */
    boolean begin(RunStatus status) {
        if (!log.isKept() || !hasStartRow()) {
            return true;
        }
        call.admission().check(call.inputs());
        RunRow row = record().begun(status, Instant.now());
        if (commitment.claim() != null) {
            return log.begin(row, commitment.claim());
        }
        log.begin(row);
        return true;
    }

    /** It has its place now. That it is on record matters more than how. */
    void goOn() {
        if (log.isKept()) {
            try {
                log.begin(record().begun(RunStatus.RUNNING, Instant.now()));
            } catch (DatabaseException e) {
                LOG.warn("run {} runs, and is on record as one that waits: {}", id, e.getMessage());
            }
        }
    }

    private boolean hasStartRow() {
        return commitment.durable() || call.hasEffects();
    }

    /** Runs to the end; the result is on record when this returns. */
    RunResult run(RunListener listener, Cancellation cancellation) {
        Admission admission = call.admission();
        if (!log.isKept() && !commitment.durable()) {
            return admission.run(id, call.inputs(), call.done(), listener, cancellation);
        }
        RunRecord written = record();
        long begin = System.nanoTime();
        try {
            RunResult result = admission.run(id, call.inputs(), call.done(), both(written, listener), cancellation);
            return log.isKept() ? keep(result, written) : result;
        } catch (RuntimeException | Error e) {
            if (hasStartRow()) {
                log.endLater(written.ended(brokenOff(Duration.ofNanos(System.nanoTime() - begin))));
            }
            throw e;
        }
    }

    /** How a run that is not on record would be. */
    RunRow row(RunResult result) {
        return record().ended(result);
    }

    private RunRecord record() {
        if (record == null) {
            Admission admission = call.admission();
            record = new RunRecord(
                    id,
                    admission.pins(),
                    call.origin(),
                    call.inputs(),
                    admission.secrets(),
                    admission.sensitiveInputs(),
                    call.before());
        }
        return record;
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
     * Nobody learns of a result that is not on record. A run without a start row never was, then: the caller may send it
     * again. One that has a row ends as the record will show it.
     */
    private RunResult keep(RunResult result, RunRecord written) {
        try {
            RunRow row = written.ended(result);
            if (row.truncated() && commitment.claim() != null) {
                log.end(row, written.whole(result));
            } else {
                log.end(row);
            }
            return result;
        } catch (DatabaseException e) {
            if (!hasStartRow()) {
                throw e;
            }
            LOG.error(
                    "run {} ended as {}, which is not on record: {}", result.runId(), result.status(), e.getMessage());
            RunResult known = interrupted(result, "the run ended, but how could not be recorded: " + e.getMessage());
            log.endLater(written.ended(known));
            return known;
        }
    }

    private RunResult brokenOff(Duration duration) {
        return new RunResult(
                id,
                call.admission().pins(),
                RunStatus.INTERRUPTED,
                Map.of(),
                Optional.of(new RunError(Optional.empty(), "the run broke off: the server's log says why")),
                List.of(),
                Instant.now().minus(duration),
                duration);
    }

    private static RunResult interrupted(RunResult result, String message) {
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
