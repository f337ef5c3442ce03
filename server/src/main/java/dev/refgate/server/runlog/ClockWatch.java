package dev.refgate.server.runlog;

import java.time.Duration;

/**
 * Tells whether a clock can be believed. One that jumps, forward or back, is not believed for a while: what is removed because
 * it looks old cannot be had back. How much time really went by is known from a clock that never jumps. For one thread.
 */
final class ClockWatch {
    /** So much a clock may be put right without being doubted. */
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    /** So long a clock that jumped is doubted. */
    static final Duration DOUBT = Duration.ofHours(1);

    private long lastMillis;
    private long lastNanos;
    private long doubtedUntilNanos;
    private boolean doubted;

    /**
     * @param millis what the clock says
     * @param nanos {@link System#nanoTime}
     */
    ClockWatch(long millis, long nanos) {
        this.lastMillis = millis;
        this.lastNanos = nanos;
    }

    /** Looks once more. */
    boolean isBelieved(long millis, long nanos) {
        long went = Duration.ofNanos(nanos - lastNanos).toMillis();
        long said = millis - lastMillis;
        lastMillis = millis;
        lastNanos = nanos;
        if (Math.abs(said - went) > TOLERANCE.toMillis()) {
            doubted = true;
            doubtedUntilNanos = nanos + DOUBT.toNanos();
        } else if (doubted && nanos - doubtedUntilNanos >= 0) {
            doubted = false;
        }
        return !doubted;
    }
}
