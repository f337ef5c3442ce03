package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many blocks, many branches, many runs. */
@Timeout(120)
class ScaleTest {
    private static final int VIRTUAL_THREADS = 24;

    private final TestEngine engine = new TestEngine();

    private static String blocks(int count, String more) {
        return IntStream.range(0, count)
                .mapToObj(i -> "  - { id: b" + i + ", " + more.replace("%", String.valueOf(i)) + " }\n")
                .collect(Collectors.joining("", "blocks:\n", ""));
    }

    @Test
    void fiveHundredBlocksInARow() {
        List<String> events = new ArrayList<>();
        engine.listener(event -> {
            if (event instanceof RunEvent.BlockEnded end) {
                events.add(end.result().block());
            }
        });
        String chain = "blocks:\n  - { id: b0, type: json, value: 1 }\n"
                + IntStream.range(1, 500)
                        .mapToObj(i ->
                                "  - { id: b" + i + ", type: json, value: \"{{ b" + (i - 1) + ".output + 1 }}\" }\n")
                        .collect(Collectors.joining());

        RunResult result = engine.run(chain);

        assertThat(result.outputs()).isEqualTo(Map.of("b499", 500L));
        assertThat(events)
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "b" + i).toList());
    }

    @Test
    void twoHundredBranchesAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(200);
        engine.probe("meet", run -> {
            all.countDown();
            return Latches.awaitAsBlock(run, all);
        });

        RunResult result = engine.run(blocks(200, "type: probe, does: meet, needs: []"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(all.getCount()).isZero();
    }

    /** On JDK 24 and later all 10,000 wait at once. Before, as many as the caller has threads for; here 256. */
    @Test
    void tenThousandRunsInFlight() throws Exception {
        boolean virtual = Runtime.version().feature() >= VIRTUAL_THREADS;
        int atOnce = virtual ? 10_000 : 256;
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch reached = new CountDownLatch(atOnce);
        CountDownLatch go = new CountDownLatch(1);
        engine.waiting((duration, deadline, cancellation) -> {
            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            reached.countDown();
            try {
                assertThat(go.await(100, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waiting.decrementAndGet();
        });
        CompiledWorkflow workflow = engine.compile("blocks: [{ id: pause, type: delay, for: 1s }]");
        ExecutorService callers = virtual ? RunExecutors.branches() : Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<RunResult>> runs = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                runs.add(callers.submit(() -> engine.run(workflow, Map.of())));
            }
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            go.countDown();
            for (Future<RunResult> run : runs) {
                assertThat(run.get().status()).isEqualTo(RunStatus.SUCCESS);
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(most).hasValue(atOnce);
    }
}
