package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts, and the time that they and runs may take. */
@Timeout(60)
class RetriesAndTimeoutsTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final TestEngine engine = new TestEngine().probe("wait", run -> Latches.awaitAsBlock(run, never));

    @Test
    void aRetryableFailureIsTriedAgain() {
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        engine.probe("third", run -> {
            attempts.add(run.attempt());
            if (run.attempt() < 3) {
                throw new BlockException("not yet", true);
            }
            return BlockOutcome.of("attempt " + run.attempt());
        });

        RunResult result =
                engine.run("blocks: [{ id: a, type: probe, does: third, retry: { attempts: 5, initial: 1ms } }]");

        assertThat(result.outputs()).isEqualTo(Map.of("a", "attempt 3"));
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(block(result, "a").attempts()).isEqualTo(3);
    }

    @Test
    void afterTheLastAttemptTheBlockHasFailed() {
        AtomicInteger attempts = new AtomicInteger();
        engine.probe("fail", run -> {
            throw new BlockException("failure " + attempts.incrementAndGet(), true);
        });

        RunResult result = engine.run("""
                blocks:
                  - { id: a, type: probe, does: fail, retry: { attempts: 3, backoff: exponential, initial: 1ms, max: 2ms } }
                """);

        assertThat(attempts).hasValue(3);
        assertThat(result.error()).contains(new RunError(Optional.of("a"), "failure 3"));
    }

    @Test
    void aFailureThatNoRetryCanHelpIsNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        engine.probe("fail", run -> {
            attempts.incrementAndGet();
            throw new BlockException("bad request", false);
        });

        engine.run("blocks: [{ id: a, type: probe, does: fail, retry: { attempts: 3, initial: 1ms } }]");

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aTemplateThatFailsIsNotTriedAgain() {
        RunResult result = engine.run(
                "blocks: [{ id: a, type: text, value: \"{{ _env.GONE }}\", retry: { attempts: 3, initial: 1ms } }]");

        assertThat(block(result, "a").attempts()).isEqualTo(1);
        assertThat(block(result, "a").status()).isEqualTo(BlockStatus.FAILED);
    }

    @Test
    void anAttemptThatTakesTooLongIsTriedAgainAndThenFailsTheRun() {
        RunResult result = engine.run("""
                blocks:
                  - { id: slow, type: probe, does: wait, timeout: 20ms, retry: { attempts: 2, initial: 1ms } }
                  - { id: never, type: text, value: x }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error()).contains(new RunError(Optional.of("slow"), "took longer than 20ms"));
        assertThat(block(result, "slow").attempts()).isEqualTo(2);
        assertThat(ends(result)).containsExactly("never: cancelled", "slow: timed_out");
    }

    @Test
    void anAttemptThatTakesTooLongCanBeGoneOnFrom() {
        RunResult result = engine.run("""
                blocks:
                  - { id: slow, type: probe, does: wait, timeout: 20ms, on_error: { output: instead } }
                  - { id: next, type: text, value: "{{ slow.output }}: {{ slow.error }}" }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("next", "instead: took longer than 20ms"));
        assertThat(block(result, "slow").status()).isEqualTo(BlockStatus.TIMED_OUT);
    }

    @Test
    void anAttemptThatComesBackTooLateCountsAsTimedOut() {
        engine.probe("late", run -> {
            while (!run.deadline().isOver()) {
                Thread.onSpinWait();
            }
            return BlockOutcome.of("too late");
        });

        RunResult result = engine.run("blocks: [{ id: late, type: probe, does: late, timeout: 5ms }]");

        assertThat(block(result, "late").status()).isEqualTo(BlockStatus.TIMED_OUT);
        assertThat(block(result, "late").output()).isNull();
    }

    @Test
    void withoutATimeoutTheLimitOfAttemptsHolds() {
        engine.limits(new RunLimits(Duration.ofMinutes(1), Duration.ofMillis(30), 500, 1 << 20, 1 << 20, 8));

        RunResult result = engine.run("blocks: [{ id: slow, type: probe, does: wait }]");

        assertThat(result.error()).contains(new RunError(Optional.of("slow"), "took longer than 30ms"));
    }

    @Test
    void aRunThatTakesTooLongIsTimedOutAndNamesTheBlockThatWasRunning() {
        engine.runLimit(Duration.ofMillis(50));

        RunResult result = engine.run("""
                blocks:
                  - { id: first, type: text, value: x }
                  - { id: slow, type: probe, does: wait, on_error: continue, retry: { attempts: 9, initial: 1ms } }
                  - { id: never, type: text, value: x }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(result.outputs()).isEmpty();
        assertThat(result.error()).contains(new RunError(Optional.of("slow"), "the run took longer than 50ms"));
        assertThat(ends(result)).containsExactly("first: success", "never: cancelled", "slow: timed_out");
    }

    @Test
    void aRunIsTimedOutWhileOnlyBranchesAreRunning() {
        engine.runLimit(Duration.ofMillis(80));

        RunResult result = engine.run("""
                blocks:
                  - { id: quick, type: text, needs: [], value: x }
                  - { id: slow, type: probe, needs: [], does: wait }
                  - { id: slower, type: probe, needs: [], does: wait }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(result.error().flatMap(RunError::block))
                .hasValueSatisfying(name -> assertThat(name).startsWith("slow"));
        assertThat(ends(result)).containsExactly("quick: success", "slow: timed_out", "slower: timed_out");
    }

    @Test
    void branchesAreCancelledWhenTheRunTakesTooLong() {
        CountDownLatch quickRuns = new CountDownLatch(1);
        CountDownLatch branchRuns = new CountDownLatch(1);
        AtomicBoolean told = new AtomicBoolean();
        engine.runLimit(Duration.ofMillis(50))
                .branches(new ThreadPerTask(quickRuns))
                .probe("quick", run -> {
                    quickRuns.countDown();
                    Latches.await(branchRuns);
                    return BlockOutcome.of(null);
                })
                .probe("until cancelled", run -> {
                    CountDownLatch cancelled = new CountDownLatch(1);
                    run.cancellation().onCancel(cancelled::countDown);
                    branchRuns.countDown();
                    Latches.await(cancelled);
                    told.set(true);
                    return BlockOutcome.of(null);
                });

        RunResult result = engine.run("""
                blocks:
                  - { id: quick, type: probe, needs: [], does: quick, timeout: 1h }
                  - { id: branch, type: probe, needs: [], does: until cancelled }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(block(result, "branch").status()).isEqualTo(BlockStatus.TIMED_OUT);
        assertThat(told).isTrue();
    }

    @Test
    void aPauseBetweenAttemptsEndsWithTheRun() {
        engine.runLimit(Duration.ofMillis(50)).probe("fail", run -> {
            throw new BlockException("try later", true);
        });

        RunResult result = engine.run(
                "blocks: [{ id: a, type: probe, does: fail, retry: { attempts: 2, initial: 1h, max: 1h } }]");

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(block(result, "a").attempts()).isEqualTo(1);
    }

    @Test
    void aTimeoutBeyondAllMeasureIsNoError() {
        RunResult result = engine.run("blocks: [{ id: a, type: text, value: x, timeout: 999999999d }]");

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aTemplateStopsAtTheDeadline() {
        engine.limits(new RunLimits(Duration.ofMinutes(1), Duration.ofMillis(50), 500, 1 << 20, 1 << 20, 8));

        RunResult result = engine.run("""
                blocks:
                  - id: endless
                    type: text
                    value: "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}"
                """);

        assertThat(block(result, "endless").status()).isEqualTo(BlockStatus.TIMED_OUT);
    }

    @Test
    void outputsThatTakeTooLongTimeTheRunOut() {
        engine.runLimit(Duration.ofMillis(200));

        RunResult result = engine.run("""
                blocks: [{ id: a, type: text, value: x }]
                outputs:
                  endless: "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}"
                """);

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(result.error().orElseThrow().message()).isEqualTo("the run took longer than 200ms");
    }
}
