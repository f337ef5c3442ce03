package dev.refgate.server.limits;

import dev.refgate.error.OverloadedException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunPins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The places that runs take. Whoever waits gets the next one that fits, in the order of coming; one that waits for a full
 * workflow does not hold up those of others. Without limits nothing is counted and nothing locked. Safe for use by many threads.
 */
public final class RunPlaces {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final RunLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> byWorkflow = new HashMap<>();
    private final Map<String, Integer> byEnvironment = new HashMap<>();
    private final List<Waiter> queue = new ArrayList<>();
    private int taken;

    /** A run's place; to be closed when the run is over. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        /** The place of runs that are not counted. */
        Place UNCOUNTED = () -> {};

        @Override
        void close();
    }

    private record Waiter(RunPins pins, CompletableFuture<Boolean> admitted) {}

    /** A place, or the right to the next one that fits. */
    public final class Turn {
        private final Place place;
        private final @Nullable Waiter waiter;

        private Turn(Place place, @Nullable Waiter waiter) {
            this.place = place;
            this.waiter = waiter;
        }

        /** Whether there is a place yet. */
        public boolean isNow() {
            return waiter == null;
        }

        /** Waits for as long as a caller does who waits too, as {@link RunPlaces#take} says. */
        public Place await(Cancellation cancellation) {
            return waiter == null ? place : RunPlaces.this.await(waiter, cancellation, limit.patience());
        }

        /** Waits for as long as it takes: nobody waits beside it. */
        public Place awaitPatiently(Cancellation cancellation) {
            return waiter == null ? place : RunPlaces.this.await(waiter, cancellation, FOREVER);
        }
    }

    public RunPlaces(RunLimit limit) {
        this.limit = limit;
    }

    /**
     * Takes a place, and waits for it if it must.
     *
     * @param waits is called before it waits
     * @param cancellation ends the waiting: then the run begins, and ends at once as what it is
     * @throws OverloadedException when too many wait already, or none came free in time
     */
    public Place take(RunPins pins, Cancellation cancellation, Runnable waits) {
        Turn turn = ask(pins);
        if (!turn.isNow()) {
            waits.run();
        }
        return turn.await(cancellation);
    }

    /**
     * Asks for a place, without waiting.
     *
     * @throws OverloadedException when too many wait already
     */
    public Turn ask(RunPins pins) {
        if (limit.isNone()) {
            return new Turn(Place.UNCOUNTED, null);
        }
        Waiter waiter = new Waiter(pins, new CompletableFuture<>());
        lock.lock();
        try {
            if (fits(pins)) {
                count(pins, 1);
                return new Turn(() -> giveBack(pins), null);
            }
            if (queue.size() >= limit.queue()) {
                throw new OverloadedException("runs: " + full(pins) + " and " + queue.size()
                        + " wait already (expected fewer at the same time)");
            }
            queue.add(waiter);
            return new Turn(Place.UNCOUNTED, waiter);
        } finally {
            lock.unlock();
        }
    }

    private Place await(Waiter waiter, Cancellation cancellation, Duration patience) {
        try (Cancellation.Registration end =
                cancellation.onCancel(() -> waiter.admitted().complete(false))) {
            boolean counted = waiter.admitted().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return counted ? () -> giveBack(waiter.pins()) : leave(waiter);
        } catch (TimeoutException e) {
            return admittedMeanwhile(waiter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return admittedMeanwhile(waiter);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last look: a place may have come in the very moment in which the time was up. */
    private Place admittedMeanwhile(Waiter waiter) {
        if (!waiter.admitted().complete(false) && waiter.admitted().join()) {
            return () -> giveBack(waiter.pins());
        }
        leave(waiter);
        throw new OverloadedException("runs: " + full(waiter.pins()) + ", and no place came free within "
                + limit.patience().toSeconds() + " s");
    }

    private Place leave(Waiter waiter) {
        lock.lock();
        try {
            queue.remove(waiter);
        } finally {
            lock.unlock();
        }
        return Place.UNCOUNTED;
    }

    private void giveBack(RunPins pins) {
        lock.lock();
        try {
            count(pins, -1);
            Iterator<Waiter> waiters = queue.iterator();
            while (waiters.hasNext()) {
                Waiter next = waiters.next();
                if (fits(next.pins())) {
                    waiters.remove();
                    if (next.admitted().complete(true)) {
                        count(next.pins(), 1);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(RunPins pins) {
        return below(taken, limit.all())
                && below(byWorkflow.getOrDefault(pins.workflow().value(), 0), limit.perWorkflow())
                && below(byEnvironment.getOrDefault(environment(pins), 0), limit.perEnvironment());
    }

    private static boolean below(int count, int most) {
        return most == 0 || count < most;
    }

    private void count(RunPins pins, int change) {
        taken += change;
        add(byWorkflow, pins.workflow().value(), change);
        add(byEnvironment, environment(pins), change);
    }

    private static void add(Map<String, Integer> counts, String key, int change) {
        counts.compute(key, (name, count) -> {
            int sum = (count == null ? 0 : count) + change;
            return sum == 0 ? null : sum;
        });
    }

    /** Runs without an environment count as those of one without a name. */
    private static String environment(RunPins pins) {
        return pins.environment().orElse("");
    }

    private String full(RunPins pins) {
        lock.lock();
        try {
            return !below(taken, limit.all())
                    ? limit.all() + " run on this server"
                    : !below(byWorkflow.getOrDefault(pins.workflow().value(), 0), limit.perWorkflow())
                            ? limit.perWorkflow() + " run of workflow " + pins.workflow()
                            : limit.perEnvironment() + " run in environment " + environment(pins);
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a place. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }
}
