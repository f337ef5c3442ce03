package dev.refgate.server.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.error.OverloadedException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunExecutors;
import dev.refgate.run.RunIds;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.execution.RunsInFlight.Running;
import dev.refgate.server.limits.RunPlaces;
import dev.refgate.server.logging.LogFields;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.stream.RunFeeds;
import dev.refgate.server.stream.RunFeeds.Recording;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out runs. Safe for use by many threads. */
public final class Executions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

    /** What is remembered of runs where no log is kept, in bytes, and for how long. */
    private static final long REMEMBERED = 32L << 20;

    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final RunsInFlight inFlight;
    private final RunFeeds feeds = new RunFeeds();
    private final ExecutorService threads = RunExecutors.branches();
    private final Map<String, StartedRun> started = new ConcurrentHashMap<>();
    private final Cache<String, RunRow> remembered = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumWeight(REMEMBERED)
            .weigher((String id, RunRow row) -> (int) Math.min(row.size(), Integer.MAX_VALUE))
            .build();
    private final RunLog log;
    private final RunsElsewhere elsewhere;
    private final Consumer<RunResult> ended;

    /**
     * @param log stays the caller's to close, after this
     * @param places of which each run takes one
     * @param ended is told of each run that is over
     */
    public Executions(RunLog log, RunPlaces places, Consumer<RunResult> ended) {
        this.ended = ended;
        this.inFlight = new RunsInFlight(places);
        this.log = log;
        log.expect(inFlight::count);
        this.elsewhere = new RunsElsewhere(log);
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

    /** A run of {@link #start} that is not over. */
    public Optional<StartedRun> started(String runId) {
        return Optional.ofNullable(started.get(runId));
    }

    /** A run that is on record, or, where no log is kept, one that its caller was to come back for and that ended lately. */
    public Optional<RunRow> find(String runId) {
        return log.isKept() ? log.find(runId) : Optional.ofNullable(remembered.getIfPresent(runId));
    }

    /** A run of another server that shares the log, when it is over. Its row must be there. */
    public CompletableFuture<RunRow> untilOver(String runId) {
        return elsewhere.untilOver(runId);
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
            RecordedRun run = new RecordedRun(log, runId, call, Commitment.NONE);
            run.begin(RunStatus.RUNNING);
            RunResult result = run.run(RunListener.NONE, cancellation);
            ended.accept(result);
            answer.give(result);
        } finally {
            inFlight.end(runId);
        }
    }

    /**
     * Begins a run on a thread of its own; it goes on whoever stops watching it. With a commitment this returns when the
     * run's beginning is on record; the run may be queued then.
     *
     * @return the run; empty when another one stands for its key
     * @throws DrainingException when no more runs are taken
     * @throws OverloadedException when there is no thread for it
     * @throws dev.refgate.run.InvalidInputsException when the inputs are not what the workflow declares
     */
    public Optional<StartedRun> start(String runId, Call call, Commitment commitment) {
        Secrets secrets = call.admission().secrets();
        Map<String, Object> shown = call.shownInputs(secrets);
        Running entered = enter(runId, call, commitment);
        Recording recording = feeds.open(
                runId,
                call.admission().pins().environment(),
                call.origin().session().orElse(runId),
                secrets,
                shown);
        StartedRun run = new StartedRun(runId, call, recording.feed());
        started.put(runId, run);
        try {
            threads.execute(LogFields.carried(() -> carryOut(run, commitment, recording, entered)));
        } catch (RejectedExecutionException e) {
            end(runId, recording);
            throw new OverloadedException("runs: no thread is free for one more (expected fewer at the same time)");
        }
        return !commitment.durable() || run.awaitBegun() ? Optional.of(run) : Optional.empty();
    }

    private Running enter(String runId, Call call, Commitment commitment) {
        if (commitment.queues()) {
            return inFlight.enter(runId, call.admission().pins()).orElseThrow(DrainingException::new);
        }
        begin(runId, call);
        return inFlight.find(runId).orElseThrow();
    }

    private void carryOut(StartedRun run, Commitment commitment, Recording recording, Running entered) {
        RecordedRun recorded = new RecordedRun(log, run.id(), run.call(), commitment);
        try (LogFields fields = LogFields.run(run.id(), run.call().admission().pins())) {
            boolean queued = entered.status() == RunStatus.QUEUED;
            boolean mayGoOn = recorded.begin(entered.status());
            run.begun(mayGoOn);
            if (mayGoOn) {
                if (queued) {
                    entered.awaitPlace();
                    recorded.goOn();
                }
                RunResult result = recorded.run(recording, entered.cancellation());
                ended.accept(result);
                if (result.status() == RunStatus.INTERRUPTED) {
                    recording.breakOff();
                }
                if (!log.isKept() && commitment.durable()) {
                    remembered.put(run.id(), recorded.row(result));
                }
                run.ended(result);
            }
        } catch (DatabaseException e) {
            recording.breakOff();
            LOG.warn("run {} broke off: {}", run.id(), e.getMessage());
            run.failed(e);
        } catch (RuntimeException | Error e) {
            recording.breakOff();
            LOG.error("run {} broke off", run.id(), e);
            run.failed(e);
        } finally {
            end(run.id(), recording);
        }
    }

    private void end(String runId, Recording recording) {
        recording.close();
        started.remove(runId);
        inFlight.end(runId);
    }

    private Cancellation begin(String runId, Call call) {
        return inFlight.begin(runId, call.admission().pins()).orElseThrow(DrainingException::new);
    }

    /** A new id, for one run. */
    public static String newId() {
        return RunIds.next();
    }

    @Override
    public void close() {
        elsewhere.close();
        threads.shutdownNow();
    }

    /** Tells a caller how the run ended. */
    @FunctionalInterface
    public interface Answer<E extends Exception> {
        void give(RunResult result) throws E;
    }
}
