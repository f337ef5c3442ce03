package dev.refgate.run;

import java.time.Duration;

/**
 * A point in time on the scale of {@link System#nanoTime()}.
 *
 * @param nanos that point
 */
public record Deadline(long nanos) {

    /** Beyond this, sums of points in time would overflow. */
    private static final Duration FAR = Duration.ofDays(365 * 50);

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + nanos(duration));
    }

    /** A duration in nanoseconds; at most fifty years, so that it can be added to a point in time. */
    static long nanos(Duration duration) {
        return duration.compareTo(FAR) < 0 ? duration.toNanos() : FAR.toNanos();
    }

    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    /** Zero or less when it is over. */
    public long remainingNanos() {
        return nanos - System.nanoTime();
    }

    /** The earlier of the two. */
    public Deadline earlier(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
