package dev.refgate.internal.git;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * That a mirror is damaged, as somebody noticed who read it. Making it anew need not help: the remote itself may lack an object. So
 * after each time the next suspicion counts only after a pause, which doubles.
 */
final class Suspicion {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    private final LongSupplier nanoTime;
    private boolean raised;
    private int settled;
    private long deafUntil;

    Suspicion(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether this is news. */
    synchronized boolean raise() {
        if (raised || (settled > 0 && nanoTime.getAsLong() - deafUntil < 0)) {
            return false;
        }
        raised = true;
        return true;
    }

    synchronized boolean isRaised() {
        return raised;
    }

    /** The mirror was made anew. */
    synchronized void settle() {
        if (!raised) {
            return;
        }
        raised = false;
        deafUntil = nanoTime.getAsLong() + (SHORTEST.toNanos() << Math.min(settled, DOUBLINGS));
        settled++;
    }
}
