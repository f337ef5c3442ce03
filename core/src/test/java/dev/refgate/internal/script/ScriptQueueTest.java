package dev.refgate.internal.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.internal.yaml.Json;
import dev.refgate.run.ScriptSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScriptQueueTest {
    private static final GraalScript SCRIPT = new GraalScript(
            ScriptSource.ofFile("s.js", "export default () => 1"),
            () -> {
                throw new AssertionError("no script runs here");
            },
            new Json());

    private final CountDownLatch open = new CountDownLatch(1);
    private final List<ScriptQueue> queues = new ArrayList<>();

    @AfterEach
    void end() {
        open.countDown();
        queues.forEach(ScriptQueue::close);
    }

    @Test
    void everyJobIsDoneOnceAndNeverMoreAtATimeThanMay() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptQueue queue = queue(3, job -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            assertThat(job.result().complete(job.argument())).isTrue();
        });
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                String prefix = caller + "-";
                all.add(callers.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        ScriptJob job = new ScriptJob(SCRIPT, prefix + i);
                        queue.add(job);
                        assertThat(job.result().get(30, TimeUnit.SECONDS)).isEqualTo(prefix + i);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void jobsAreDoneInTheOrderInWhichTheyCame() {
        List<String> done = new ArrayList<>();
        ScriptQueue queue = queue(1, job -> {
            hold();
            done.add(job.argument());
            job.result().complete("");
        });
        List<ScriptJob> jobs = List.of(job("a"), job("b"), job("c"), job("d"));

        jobs.forEach(queue::add);
        queue.remove(jobs.get(2));
        open.countDown();
        jobs.get(3).result().join();

        assertThat(done).containsExactly("a", "b", "d");
        assertThat(jobs.get(2).result()).isNotDone();
    }

    @Test
    void aJobThatBreaksItsThreadFailsAloneAndTheNextIsDone() {
        ScriptQueue queue = queue(1, job -> {
            if (job.argument().equals("bad")) {
                throw new StackOverflowError("bad");
            }
            job.result().complete("good");
        });
        ScriptJob bad = job("bad");
        ScriptJob good = job("good");

        queue.add(bad);
        queue.add(good);

        assertThat(good.result().join()).isEqualTo("good");
        assertThatThrownBy(() -> bad.result().join()).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void whoWaitsIsToldThatItIsClosed() throws Exception {
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        ScriptQueue queue = queue(1, job -> {
            begun.complete(Thread.currentThread());
            hold();
        });
        ScriptJob running = job("running");
        ScriptJob waiting = job("waiting");
        queue.add(running);
        queue.add(waiting);
        Thread thread = begun.join();

        queue.close();

        for (ScriptJob job : List.of(running, waiting)) {
            assertThatThrownBy(() -> job.result().join()).hasMessageContaining("scripts are closed");
        }
        assertThatThrownBy(() -> queue.add(job("late"))).hasMessage("scripts are closed");
        open.countDown();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private void hold() {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ScriptQueue queue(int most, Consumer<ScriptJob> work) {
        ScriptQueue queue = new ScriptQueue(most, work);
        queues.add(queue);
        return queue;
    }

    private static ScriptJob job(String argument) {
        return new ScriptJob(SCRIPT, argument);
    }
}
