package dev.refgate.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunPins;
import dev.refgate.run.VerificationId;
import dev.refgate.server.testing.OwnThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunsInFlightTest {
    private static final RunPins PINS = pins("hello", "staging");

    private final RunsInFlight runs = new RunsInFlight();

    @Test
    void afterDrainNoRunBegins() {
        runs.drain();

        assertThat(runs.begin("run_1", PINS)).isEmpty();
        assertThat(runs.count()).isZero();
    }

    @Test
    void waitingEndsWithTheLastRun() throws Exception {
        runs.begin("run_1", PINS);
        runs.begin("run_2", PINS);
        runs.drain();
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> none = CompletableFuture.supplyAsync(
                () -> {
                    waiting.countDown();
                    try {
                        return runs.awaitNone(Duration.ofSeconds(30));
                    } catch (InterruptedException e) {
                        return false;
                    }
                },
                OwnThread.EXECUTOR);
        waiting.await();

        runs.end("run_1");
        assertThat(none).isNotDone();
        runs.end("run_2");

        assertThat(none.get()).isTrue();
    }

    @Test
    void waitingHasALimitAndThenRunsCanBeCancelled() throws Exception {
        Cancellation run = runs.begin("run_1", PINS).orElseThrow();
        runs.drain();

        assertThat(runs.awaitNone(Duration.ofMillis(1))).isFalse();
        runs.cancelAll();

        assertThat(run.isCancelled()).isTrue();
        assertThat(runs.count()).isEqualTo(1);
    }

    @Test
    void oneRunCanBeCancelledAlone() {
        Cancellation first = runs.begin("run_1", PINS).orElseThrow();
        Cancellation second = runs.begin("run_2", PINS).orElseThrow();

        runs.find("run_2").orElseThrow().cancellation().cancel();

        assertThat(first.isCancelled()).isFalse();
        assertThat(second.isCancelled()).isTrue();
        assertThat(runs.find("run_3")).isEmpty();
    }

    private static RunPins pins(String workflow, String environment) {
        return new RunPins(
                new WorkflowId(workflow),
                Optional.of(environment),
                Optional.of("refs/heads/env/" + environment),
                new CommitId("1".repeat(40)),
                new ContentId("2".repeat(40)),
                new VerificationId("3".repeat(64)));
    }
}
