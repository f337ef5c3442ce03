package dev.refgate.internal.script;

import java.util.function.BooleanSupplier;

/**
 * Waits awake. To put a thread to sleep and to wake it again can take longer than a short script, most of all when the
 * processor has gone to sleep too; so whoever waits for something that comes soon looks for it a while before it sleeps.
 * Others that have work for the processor go first.
 */
final class BriefWait {
    private static final boolean HELPS = Runtime.getRuntime().availableProcessors() > 1;
    private static final int LOOKS_BETWEEN_YIELDS = 16;

    private BriefWait() {}

    /** Returns when {@code over}, or when the time is up: the caller looks which. */
    static void until(BooleanSupplier over, long nanos) {
        if (!HELPS) {
            return;
        }
        long begin = System.nanoTime();
        for (int looks = 1; !over.getAsBoolean() && System.nanoTime() - begin < nanos; looks++) {
            if (looks % LOOKS_BETWEEN_YIELDS == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
