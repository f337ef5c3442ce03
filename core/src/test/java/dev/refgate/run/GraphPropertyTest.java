package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.run.RandomGraph.Behaviour;
import dev.refgate.run.RandomGraph.Step;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random graphs, run on pools of several sizes, against a model that is too simple to be wrong. */
class GraphPropertyTest {
    private static final Map<Integer, ExecutorService> POOLS = new LinkedHashMap<>();

    @BeforeContainer
    static void openPools() {
        List.of(1, 2, 8).forEach(size -> POOLS.put(size, Executors.newFixedThreadPool(size)));
    }

    @AfterContainer
    static void closePools() {
        POOLS.values().forEach(ExecutorService::shutdownNow);
        POOLS.clear();
    }

    @Provide
    Arbitrary<RandomGraph> graphs() {
        return RandomGraph.arbitrary(14);
    }

    @Provide
    Arbitrary<Integer> poolSizes() {
        return Arbitraries.of(1, 2, 8);
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void everyBlockEndsAsTheModelSays(@ForAll("graphs") RandomGraph graph, @ForAll("poolSizes") int poolSize)
            throws Exception {
        List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

        RunResult result = run(graph, POOLS.get(poolSize), events);

        Map<String, BlockStatus> ends =
                result.blocks().stream().collect(Collectors.toMap(BlockResult::block, BlockResult::status));
        assertThat(result.blocks()).hasSize(graph.steps().size());
        if (graph.endsEarly()) {
            assertEarlyEnd(graph, result);
        } else {
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(ends).isEqualTo(graph.expectedStatuses());
        }
        assertOrder(graph, events);
    }

    /** Which blocks still ran depends on time then; what was failed must be one that can fail. */
    private static void assertEarlyEnd(RandomGraph graph, RunResult result) {
        Set<String> reached = graph.expectedStatuses().entrySet().stream()
                .filter(entry -> entry.getValue() != BlockStatus.SKIPPED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> fatal = graph.steps().stream()
                .filter(step -> step.behaviour() == Behaviour.FAIL && reached.contains(step.id()))
                .map(Step::id)
                .toList();
        if (fatal.isEmpty()) {
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        } else if (result.status() == RunStatus.FAILED) {
            assertThat(fatal).contains(result.error().flatMap(RunError::block).orElseThrow());
            assertThat(result.outputs()).isEmpty();
        } else {
            assertThat(graph.steps()).anyMatch(step -> step.behaviour() == Behaviour.STOP);
        }
        result.blocks().stream()
                .filter(block -> block.attempts() > 0)
                .forEach(block -> assertThat(reached).contains(block.block()));
    }

    private static void assertOrder(RandomGraph graph, List<RunEvent> events) {
        assertThat(events.get(0)).isInstanceOf(RunEvent.RunStarted.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RunEvent.RunEnded.class);
        Set<String> started = new HashSet<>();
        Set<String> ended = new HashSet<>();
        for (RunEvent event : events) {
            if (event instanceof BlockStarted start) {
                assertThat(started.add(start.block()))
                        .as("%s starts once, and again only after a failure", start.block())
                        .isEqualTo(start.attempt() == 1);
                assertThat(start.attempt())
                        .isLessThanOrEqualTo(graph.step(start.block()).behaviour() == Behaviour.FAIL_TWICE ? 3 : 1);
                assertThat(ended).doesNotContain(start.block());
                assertThat(ended).containsAll(graph.step(start.block()).sources());
            } else if (event instanceof BlockEnded end) {
                String block = end.result().block();
                assertThat(ended.add(block)).as("%s ends once", block).isTrue();
                assertThat(started.contains(block)).isEqualTo(end.result().attempts() > 0);
            }
        }
        assertThat(ended).hasSize(graph.steps().size());
    }

    /** A run that hangs must fail the test rather than hang it, so it has a thread of its own. */
    private static RunResult run(RandomGraph graph, ExecutorService pool, List<RunEvent> events) throws Exception {
        CompiledWorkflow compiled = graph.compile();
        WorkflowRunner runner = new WorkflowRunner(pool, Clock.systemUTC(), RunLimits.DEFAULT);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            return caller.submit(() -> runner.run(Requests.of(compiled, Map.of(), Map.of(), events::add)))
                    .get(20, TimeUnit.SECONDS);
        } finally {
            caller.shutdownNow();
        }
    }
}
