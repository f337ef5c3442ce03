package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs at the same time, and on which threads. */
@Timeout(60)
class BranchesTest {
    private static final String WIDE = """
            blocks:
              - { id: root, type: text, value: x }
              - { id: a, type: probe, needs: [root], does: meet }
              - { id: b, type: probe, needs: [root], does: meet }
              - { id: c, type: probe, needs: [root], does: meet }
              - { id: join, type: json, needs: [a, b, c], value: ["{{ a.output }}", "{{ b.output }}", "{{ c.output }}"] }
            """;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final TestEngine engine = new TestEngine();

    @Test
    void blocksThatDoNotDependOnEachOtherRunAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(3);
        engine.probe("meet", run -> {
            threads.add(Thread.currentThread());
            all.countDown();
            Latches.await(all);
            return BlockOutcome.of("met");
        });

        RunResult result = engine.run(WIDE);

        assertThat(result.outputs()).isEqualTo(Map.of("join", List.of("met", "met", "met")));
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void aBranchThatForksIsJoinedByTheThreadThatWaits() {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch quickEnded = new CountDownLatch(1);
        engine.probe("slow", run -> {
                    Latches.await(quickEnded);
                    return BlockOutcome.of("slow");
                })
                .probe("quick", run -> {
                    quickEnded.countDown();
                    return BlockOutcome.of("quick");
                })
                .probe("meet", run -> {
                    both.countDown();
                    Latches.await(both);
                    return BlockOutcome.of("met");
                });

        RunResult result = engine.run("""
                blocks:
                  - { id: slow, type: probe, needs: [], does: slow }
                  - { id: quick, type: probe, needs: [], does: quick }
                  - { id: left, type: probe, needs: [slow], does: meet }
                  - { id: right, type: probe, needs: [slow], does: meet }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("quick", "quick", "left", "met", "right", "met"));
    }

    @Test
    void aLinearWorkflowNeverLeavesTheCallingThread() {
        AtomicInteger asked = new AtomicInteger();
        engine.branches(task -> asked.incrementAndGet()).probe("meet", run -> {
            threads.add(Thread.currentThread());
            return BlockOutcome.of(null);
        });

        RunResult result = engine.run("""
                blocks:
                  - { id: a, type: probe, does: meet }
                  - { id: b, type: probe, does: meet }
                  - { id: c, type: probe, does: meet }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(asked).hasValue(0);
    }

    @Test
    void anExecutorThatRefusesCostsOnlyTime() {
        engine.branches(task -> {
                    throw new RejectedExecutionException("full");
                })
                .probe("meet", run -> {
                    threads.add(Thread.currentThread());
                    return BlockOutcome.of("alone");
                });

        RunResult result = engine.run(WIDE);

        assertThat(result.outputs()).isEqualTo(Map.of("join", List.of("alone", "alone", "alone")));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void anExecutorThatNeverComesToItCostsOnlyTime() {
        List<Runnable> queue = new CopyOnWriteArrayList<>();
        engine.branches(queue::add).probe("meet", run -> BlockOutcome.of("alone"));

        RunResult result = engine.run(WIDE);
        queue.forEach(Runnable::run);

        assertThat(result.outputs()).isEqualTo(Map.of("join", List.of("alone", "alone", "alone")));
        assertThat(queue).isNotEmpty();
    }

    @Test
    void runsInsideRunsDoNotWaitForAPoolThatTheyFill() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            TestEngine inner = new TestEngine().branches(pool).probe("meet", run -> BlockOutcome.of("inner"));
            CompiledWorkflow nested = inner.compile(WIDE);
            engine.branches(pool)
                    .probe(
                            "meet",
                            run -> BlockOutcome.of(
                                    inner.run(nested, Map.of()).outputs().get("join")));

            RunResult result = engine.run(WIDE);

            List<String> three = List.of("inner", "inner", "inner");
            assertThat(result.outputs()).isEqualTo(Map.of("join", List.of(three, three, three)));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theThreadsOfOldJavasAreBoundedDaemonsWithSpeakingNames() throws Exception {
        try (AutoCloseablePool pool = new AutoCloseablePool(RunExecutors.platform())) {
            Thread thread = pool.executor().submit(Thread::currentThread).get();

            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).startsWith("refgate-branch-");
        }
    }

    @Test
    void branchesAreVirtualThreadsWhereThereAreSome() throws Exception {
        try (AutoCloseablePool pool = new AutoCloseablePool(RunExecutors.branches())) {
            Thread thread = pool.executor().submit(Thread::currentThread).get();

            boolean virtual = thread.getClass().getName().contains("Virtual");
            assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
        }
    }

    private record AutoCloseablePool(ExecutorService executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
