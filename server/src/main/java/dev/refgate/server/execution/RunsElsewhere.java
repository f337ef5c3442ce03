package dev.refgate.server.execution;

import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.thread.Daemons;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for runs of other servers that share the run log: looks at their rows again and again until they are over. */
final class RunsElsewhere implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunsElsewhere.class);
    private static final long BETWEEN_MILLIS = 100;

    private final RunLog log;
    private final Map<String, CompletableFuture<RunRow>> awaited = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Daemons.clock("refgate-runs-elsewhere");

    RunsElsewhere(RunLog log) {
        this.log = log;
        if (log.isKept()) {
            clock.scheduleWithFixedDelay(this::look, BETWEEN_MILLIS, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The run when it is over; its row must be there. */
    CompletableFuture<RunRow> untilOver(String runId) {
        if (clock.isShutdown()) {
            return CompletableFuture.failedFuture(stopping());
        }
        return awaited.computeIfAbsent(runId, id -> new CompletableFuture<>()).copy();
    }

    private void look() {
        awaited.forEach((runId, waiting) -> {
            try {
                look(runId, waiting);
            } catch (RuntimeException e) {
                LOG.warn("run {}: the run log cannot be read, trying again: {}", runId, e.getMessage());
            }
        });
    }

    private void look(String runId, CompletableFuture<RunRow> waiting) {
        Optional<RunRow> row = log.findWhole(runId);
        if (row.isEmpty()) {
            awaited.remove(runId);
            waiting.completeExceptionally(new DatabaseException("run " + runId + ": its row is gone"));
        } else if (row.get().isOver()) {
            awaited.remove(runId);
            waiting.complete(row.get());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        awaited.values().forEach(waiting -> waiting.completeExceptionally(stopping()));
    }

    private static DatabaseException stopping() {
        return new DatabaseException("this server stops, and the run is another one's");
    }
}
