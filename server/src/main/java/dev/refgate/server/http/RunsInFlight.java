package dev.refgate.server.http;

import dev.refgate.run.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The runs whose answers are not sent yet, so that the server can stop without losing one. Safe for use by many threads. */
final class RunsInFlight {
    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean draining;

    /**
     * Counts a run in.
     *
     * @return what ends it early, to be handed to {@link #end}; empty when no more runs are taken
     */
    Optional<Cancellation> begin() {
        Cancellation run = new Cancellation();
        running.add(run);
        if (draining) {
            end(run);
            return Optional.empty();
        }
        return Optional.of(run);
    }

    void end(Cancellation run) {
        running.remove(run);
        if (draining) {
            signal();
        }
    }

    boolean isDraining() {
        return draining;
    }

    int count() {
        return running.size();
    }

    /** From now on no run is taken. */
    void drain() {
        draining = true;
    }

    void cancelAll() {
        running.forEach(Cancellation::cancel);
    }

    /**
     * Waits for the end of the last one. To be called after {@link #drain}.
     *
     * @return whether there is none left
     */
    boolean awaitNone(Duration limit) throws InterruptedException {
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
