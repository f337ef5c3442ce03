package dev.refgate.run;

import java.time.Duration;

/**
 * A point in time on the scale of {@link System#nanoTime()}.
 *
 * @param nanos that point
 */
public record Deadline(long nanos) {

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
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
