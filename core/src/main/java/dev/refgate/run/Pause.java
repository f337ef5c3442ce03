package dev.refgate.run;

import dev.refgate.workflow.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The pause between two attempts of a block. */
final class Pause {

    private Pause() {}

    /**
     * How long, in nanoseconds. A doubling pause is shortened by up to a half, at random, so that blocks that failed
     * together do not come back together.
     *
     * @param failed the attempt that failed, from 1
     */
    static long nanos(Retry retry, int failed) {
        long initial = Deadline.nanos(retry.initial());
        if (!retry.exponential() || initial == 0) {
            return initial;
        }
        long most = Deadline.nanos(retry.max());
        int doublings = failed - 1;
        boolean capped = doublings >= Long.numberOfLeadingZeros(initial) - 1 || initial << doublings > most;
        long pause = capped ? most : initial << doublings;
        return pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    /**
     * The same, and longer where the other side asks for it; never longer than {@link Retry#max()} for that.
     *
     * @param asked how long the other side asks to be left alone
     */
    static long nanos(Retry retry, int failed, Optional<Duration> asked) {
        long most = Deadline.nanos(retry.max());
        long wish = asked.map(Deadline::nanos).orElse(0L);
        return Math.max(nanos(retry, failed), Math.min(wish, most));
    }

    /** As {@link Waiting#await} says. */
    static void await(Duration duration, Deadline deadline, Cancellation cancellation) {
        CountDownLatch over = new CountDownLatch(1);
        try (Cancellation.Registration registration = cancellation.onCancel(over::countDown)) {
            over.await(Math.min(Deadline.nanos(duration), deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
