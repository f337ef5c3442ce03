package dev.refgate.run;

import java.time.Duration;

/**
 * How runs let time pass: {@code delay} blocks, and the pauses between attempts. Tests of workflows run with {@link #NONE},
 * so that they need no patience. Safe for use by many threads.
 */
@FunctionalInterface
public interface Waiting {

    /** Waits as long as it says, asleep. */
    Waiting REAL = Pause::await;

    /** Is over at once, however long it should be. */
    Waiting NONE = (duration, deadline, cancellation) -> {};

    /**
     * Waits; returns early when the run is cancelled, the deadline is over, or the thread is interrupted, which it stays.
     */
    void await(Duration duration, Deadline deadline, Cancellation cancellation);
}
