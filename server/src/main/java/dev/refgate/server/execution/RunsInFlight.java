package dev.refgate.server.execution;

import dev.refgate.run.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The runs that are not over and answered yet, so that the server can stop without losing one. Safe for use by many threads. */
public final class RunsInFlight {
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean draining;

    /**
     * A run that is not over.
     *
     * @param environment whose it is
     * @param cancellation ends it early
     */
    public record Running(Optional<String> environment, Cancellation cancellation) {}

    /**
     * Counts a run in.
     *
     * @param environment whose it is
     * @return what ends it early; empty when no more runs are taken
     */
    public Optional<Cancellation> begin(String runId, Optional<String> environment) {
        Cancellation run = new Cancellation();
        running.put(runId, new Running(environment, run));
        if (draining) {
            end(runId);
            return Optional.empty();
        }
        return Optional.of(run);
    }

    public void end(String runId) {
        running.remove(runId);
        if (draining) {
            signal();
        }
    }

    public boolean isDraining() {
        return draining;
    }

    public int count() {
        return running.size();
    }

    /** This run, if it is one of them. */
    public Optional<Running> find(String runId) {
        return Optional.ofNullable(running.get(runId));
    }

    /** From now on no run is taken. */
    public void drain() {
        draining = true;
    }

    public void cancelAll() {
        running.values().forEach(run -> run.cancellation().cancel());
    }

    /**
     * Waits for the end of the last one. To be called after {@link #drain}.
     *
     * @return whether there is none left
     */
    public boolean awaitNone(Duration limit) throws InterruptedException {
        long remaining = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (!running.isEmpty() && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
