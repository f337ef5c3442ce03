package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits of tests: long enough for a busy machine, and a failure rather than a hang. */
final class Latches {
    private static final long SECONDS = 20;

    private Latches() {}

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS))
                    .as("what was waited for came")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits as a well-behaved block does: until the latch opens, the run is cancelled, or the attempt's time is over. */
    static BlockOutcome awaitAsBlock(BlockRun run, CountDownLatch latch) {
        CountDownLatch wake = new CountDownLatch(1);
        try (Cancellation.Registration registration = run.cancellation().onCancel(wake::countDown)) {
            while (latch.getCount() > 0) {
                if (wake.await(1, TimeUnit.MILLISECONDS)) {
                    throw new BlockException("cancelled", true);
                }
                if (run.deadline().isOver()) {
                    throw new BlockException("time is over", true);
                }
            }
            return BlockOutcome.of("opened");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
