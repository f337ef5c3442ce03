package dev.refgate.run;

import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are ended from outside. */
@Timeout(60)
class CancellationTest {
    private static final RunError CANCELLED = new RunError(Optional.empty(), "the run was cancelled");

    private final CountDownLatch never = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();
    private final TestEngine engine = new TestEngine()
            .cancellation(cancellation)
            .probe("wait", run -> Latches.awaitAsBlock(run, never))
            .probe("cancel", run -> {
                cancellation.cancel();
                return BlockOutcome.of("done");
            });

    @Test
    void aRunThatWasCancelledBeforeItBeganRunsNothing() {
        cancellation.cancel();

        RunResult result = engine.run("blocks: [{ id: a, type: text, value: x }]");

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(result.error()).contains(CANCELLED);
        assertThat(ends(result)).containsExactly("a: cancelled");
    }

    @Test
    void nothingMoreStartsAndWaitingBlocksAreWoken() {
        RunResult result = engine.run("""
                blocks:
                  - { id: waiting, type: probe, needs: [], does: wait, on_error: continue, retry: { attempts: 3 } }
                  - { id: first, type: text, needs: [], value: x }
                  - { id: canceller, type: probe, does: cancel }
                  - { id: never, type: text, value: x }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(result.outputs()).isEmpty();
        assertThat(ends(result))
                .containsExactly("canceller: success", "first: success", "never: cancelled", "waiting: cancelled");
    }

    @Test
    void aPauseBetweenAttemptsIsWoken() {
        engine.probe("fail", run -> {
            throw new BlockException("later", true);
        });
        engine.listener(event -> {
            if (event instanceof RunEvent.BlockStarted start && start.block().equals("retried")) {
                cancellation.cancel();
            }
        });

        RunResult result = engine.run(
                "blocks: [{ id: retried, type: probe, does: fail, retry: { attempts: 2, initial: 1h, max: 1h } }]");

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ends(result)).containsExactly("retried: cancelled");
    }

    @Test
    void hooksRunOnceEvenWhenOneBeforeThemThrows() {
        AtomicInteger ran = new AtomicInteger();
        cancellation.onCancel(() -> {
            throw new IllegalStateException("a bad hook");
        });
        cancellation.onCancel(ran::incrementAndGet);
        cancellation.onCancel(ran::incrementAndGet).close();

        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(ran::incrementAndGet);

        assertThat(ran).hasValue(2);
    }

    @Test
    void aRunThatIsOverCannotBeCancelledAnyMore() {
        RunResult result = engine.run("blocks: [{ id: a, type: text, value: x }]");

        cancellation.cancel();

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aBlockThatDoesNotListenIsLeftToItselfAfterAGrace() {
        CountDownLatch failRuns = new CountDownLatch(1);
        CountDownLatch deafRuns = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch deafEnded = new CountDownLatch(1);
        AtomicInteger endedEvents = new AtomicInteger();
        AtomicReference<BlockRun> deafRun = new AtomicReference<>();
        engine.grace(Duration.ofMillis(30))
                .probe("deaf", run -> {
                    deafRun.set(run);
                    deafRuns.countDown();
                    Latches.await(release);
                    deafEnded.countDown();
                    return BlockOutcome.of("too late");
                })
                .probe("fail", run -> {
                    failRuns.countDown();
                    Latches.await(deafRuns);
                    throw new BlockException("no", false);
                })
                .listener(event -> {
                    if (event instanceof RunEvent.BlockEnded) {
                        endedEvents.incrementAndGet();
                    }
                });

        RunResult result = engine.branches(new ThreadPerTask(failRuns)).run("""
                        blocks:
                          - { id: bad, type: probe, needs: [], does: fail }
                          - { id: deaf, type: probe, needs: [], does: deaf }
                        """);
        deafRun.get().emitPartial("nobody hears this");
        release.countDown();
        Latches.await(deafEnded);

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().flatMap(RunError::block)).contains("bad");
        assertThat(ends(result)).containsExactly("bad: failed", "deaf: cancelled");
        assertThat(endedEvents).hasValue(2);
    }

    @Test
    void theCallingThreadMayBeInterrupted() throws InterruptedException {
        CountDownLatch quickRuns = new CountDownLatch(1);
        CountDownLatch quickEnded = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        AtomicReference<RunResult> result = new AtomicReference<>();
        AtomicInteger interrupted = new AtomicInteger();
        engine.branches(new ThreadPerTask(quickRuns))
                .listener(event -> {
                    if (event instanceof RunEvent.BlockEnded end
                            && end.result().block().equals("quick")) {
                        quickEnded.countDown();
                    }
                })
                .probe("quick", run -> {
                    quickRuns.countDown();
                    Latches.await(waits);
                    return BlockOutcome.of(null);
                })
                .probe("branch", run -> {
                    waits.countDown();
                    return Latches.awaitAsBlock(run, never);
                });
        Thread caller = new Thread(() -> {
            result.set(engine.run("""
                    blocks:
                      - { id: quick, type: probe, needs: [], does: quick }
                      - { id: slow, type: probe, needs: [], does: branch }
                    """));
            interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });

        caller.start();
        Latches.await(quickEnded);
        caller.interrupt();
        caller.join();

        assertThat(result.get().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(interrupted).hasValue(1);
    }
}
