package dev.refgate.server.execution;

import dev.refgate.run.Cancellation;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunStatus;
import dev.refgate.server.limits.RunLimit;
import dev.refgate.server.limits.RunPlaces;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The runs that are not over and answered yet, so that the server can stop without losing one. Safe for use by many threads. */
public final class RunsInFlight {
    private final RunPlaces places;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean draining;

    /** Counts no more than what is here. */
    public RunsInFlight() {
        this(new RunPlaces(RunLimit.NONE));
    }

    /**
     * @param places of which each run takes one
     */
    public RunsInFlight(RunPlaces places) {
        this.places = places;
    }

    /** A run that is not over. */
    public static final class Running {
        private final Optional<String> environment;
        private final Cancellation cancellation = new Cancellation();
        private volatile boolean queued;
        private volatile RunPlaces.Place place = RunPlaces.Place.UNCOUNTED;
        private RunPlaces.@Nullable Turn turn;

        private Running(Optional<String> environment) {
            this.environment = environment;
        }

        /** Whose it is. */
        public Optional<String> environment() {
            return environment;
        }

        /** Ends it early. */
        public Cancellation cancellation() {
            return cancellation;
        }

        /** Waits until it is this run's turn, or until the run is cancelled. */
        void awaitPlace() {
            if (turn != null) {
                place = turn.awaitPatiently(cancellation);
                turn = null;
                queued = false;
            }
        }

        /** Gives its place back, or its turn when it never waited for one. */
        private void leave() {
            if (turn != null) {
                cancellation.cancel();
                awaitPlace();
            }
            place.close();
        }

        /** Whether it waits for its place, or runs. */
        public RunStatus status() {
            return queued ? RunStatus.QUEUED : RunStatus.RUNNING;
        }
    }

    /**
     * Counts a run in; where places are limited, waits for one.
     *
     * @return what ends it early; empty when no more runs are taken
     * @throws dev.refgate.error.OverloadedException when there is no place for it
     */
    public Optional<Cancellation> begin(String runId, RunPins pins) {
        Running run = new Running(pins.environment());
        running.put(runId, run);
        if (draining) {
            end(runId);
            return Optional.empty();
        }
        try {
            run.place = places.take(pins, run.cancellation(), () -> run.queued = true);
        } catch (RuntimeException e) {
            end(runId);
            throw e;
        }
        run.queued = false;
        return Optional.of(run.cancellation());
    }

    /**
     * Counts a run in that nobody waits for: it may have to wait for its place, with {@link Running#awaitPlace}.
     *
     * @return empty when no more runs are taken
     * @throws dev.refgate.error.OverloadedException when too many wait already
     */
    public Optional<Running> enter(String runId, RunPins pins) {
        Running run = new Running(pins.environment());
        running.put(runId, run);
        if (draining) {
            end(runId);
            return Optional.empty();
        }
        try {
            RunPlaces.Turn turn = places.ask(pins);
            run.turn = turn;
            run.queued = !turn.isNow();
            if (turn.isNow()) {
                run.awaitPlace();
            }
        } catch (RuntimeException e) {
            end(runId);
            throw e;
        }
        return Optional.of(run);
    }

    public void end(String runId) {
        Running run = running.remove(runId);
        if (run != null) {
            run.leave();
        }
        if (draining) {
            signal();
        }
    }

    /** How many wait for a place. */
    public int waiting() {
        return places.waiting();
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
