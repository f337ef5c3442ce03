package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code reduce}: a workflow for each item of a list. */
@Timeout(60)
class ReduceTest {
    private static final String INPUTS = "inputs: { items: {} }\n";

    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Cancellation cancellation = new Cancellation();
    private final TestEngine engine = new TestEngine().listener(events::add).cancellation(cancellation);
    private final InMemoryTree tree = new InMemoryTree()
            .with("add", """
                    inputs: { accumulator: { type: integer }, item: { type: integer } }
                    blocks: [{ id: sum, type: json, value: "{{ inputs.accumulator + inputs.item }}" }]
                    outputs: { accumulator: "{{ sum.output }}" }
                    """)
            .with("square", """
                    inputs: { item: { type: integer }, index: { type: integer } }
                    blocks: [{ id: product, type: json, value: "{{ inputs.item * inputs.item }}" }]
                    outputs: { at: "{{ inputs.index }}", value: "{{ product.output }}" }
                    """)
            .with("sum", INPUTS + """
                    blocks: [{ id: total, type: reduce, items: "{{ inputs.items }}", workflow: add, initial: 100 }]
                    """)
            .with("squares", INPUTS + """
                    blocks: [{ id: all, type: reduce, items: "{{ inputs.items }}", workflow: square, mode: map, parallel: 4 }]
                    """);

    private static List<Object> upTo(int most) {
        return LongStream.rangeClosed(1, most).boxed().map(Object.class::cast).toList();
    }

    private String error(RunResult result) {
        return result.error().orElseThrow().message();
    }

    @Test
    void eachItemGetsWhatTheOneBeforeMade() {
        assertThat(engine.run(tree, "sum", Map.of("items", upTo(10))).outputs()).containsEntry("total", 155L);
    }

    @Test
    void withoutItemsItIsTheFirstAccumulator() {
        assertThat(engine.run(tree, "sum", Map.of("items", List.of())).outputs())
                .containsEntry("total", 100L);
        assertThat(engine.run(tree, "squares", Map.of("items", List.of())).outputs())
                .containsEntry("all", List.of());
    }

    @Test
    void aMapKeepsTheOrderOfTheItems() {
        RunResult result = engine.run(tree, "squares", Map.of("items", upTo(200)));

        assertThat(result.outputs().get("all"))
                .isEqualTo(LongStream.range(0, 200)
                        .mapToObj(index -> Map.of("at", index, "value", (index + 1) * (index + 1)))
                        .toList());
    }

    @Test
    void eventsNameTheItem() {
        engine.run(tree, "squares", Map.of("items", upTo(3)));

        assertThat(events.stream().filter(BlockStarted.class::isInstance).map(event -> ((BlockStarted) event).block()))
                .containsExactlyInAnyOrder("all", "all[0]/product", "all[1]/product", "all[2]/product");
    }

    @ParameterizedTest
    @CsvSource({"sum, add", "squares, square"})
    void errorsNameTheItem(String workflow, String called) {
        RunResult result = engine.run(tree, workflow, Map.of("items", List.of(1L, 2L, "three", 4L)));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(error(result)).startsWith("item 2: sub-workflow \"" + called + "\": inputs.item: ");
    }

    @Test
    void whatIsNoListIsRefused() {
        assertThat(error(engine.run(tree, "sum", Map.of("items", Map.of("a", 1)))))
                .isEqualTo("items: expected a list, found a mapping");
    }

    @Test
    void noMoreThanItSaysRunAtTheSameTime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        engine.probe("count", run -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            Latches.awaitAsBlock(run, three);
            running.decrementAndGet();
            return BlockOutcome.of(null);
        });
        tree.with("one", "inputs: { item: {} }\nblocks: [{ id: count, type: probe, does: count }]");
        tree.with("main", INPUTS + """
                blocks: [{ id: all, type: reduce, items: "{{ inputs.items }}", workflow: one, mode: map, parallel: 3 }]
                """);

        RunResult result = engine.run(tree, "main", Map.of("items", upTo(50)));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(most).hasValue(3);
    }

    @Test
    void theFirstFailureCancelsTheOthersAndNoMoreBegin() {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        engine.probe("fail", run -> {
                    begun.incrementAndGet();
                    Latches.awaitAsBlock(run, waiting);
                    throw new BlockException("broken", false);
                })
                .probe("wait", run -> {
                    begun.incrementAndGet();
                    waiting.countDown();
                    return Latches.awaitAsBlock(run, never);
                });
        tree.with("one", """
                inputs: { item: { type: string } }
                blocks:
                  - id: kind
                    type: condition
                    branches: [{ id: bad, if: "{{ inputs.item == 'bad' }}" }, { id: good }]
                  - { id: fails, type: probe, does: fail, needs: [kind.bad] }
                  - { id: waits, type: probe, does: wait, needs: [kind.good] }
                """);
        tree.with("main", INPUTS + """
                blocks: [{ id: all, type: reduce, items: "{{ inputs.items }}", workflow: one, mode: map, parallel: 2 }]
                """);

        RunResult result = engine.run(tree, "main", Map.of("items", List.of("good", "bad", "good", "good")));

        assertThat(error(result)).isEqualTo("item 1: sub-workflow \"one\", block \"fails\": broken");
        assertThat(begun).hasValue(2);
    }

    @Test
    void cancellationEndsAllItems() {
        CountDownLatch two = new CountDownLatch(2);
        engine.probe("wait", run -> {
            two.countDown();
            if (two.getCount() == 0) {
                cancellation.cancel();
            }
            return Latches.awaitAsBlock(run, new CountDownLatch(1));
        });
        tree.with("one", "inputs: { item: {} }\nblocks: [{ id: wait, type: probe, does: wait }]");
        tree.with("main", INPUTS + """
                blocks: [{ id: all, type: reduce, items: "{{ inputs.items }}", workflow: one, mode: map, parallel: 2 }]
                """);

        RunResult result = engine.run(tree, "main", Map.of("items", upTo(5)));

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(block(result, "all").status()).isEqualTo(BlockStatus.CANCELLED);
    }

    @Test
    void withoutThreadsForItTheCallingThreadDoesAll() {
        engine.branches(task -> {
            throw new RejectedExecutionException("none left");
        });

        RunResult result = engine.run(tree, "squares", Map.of("items", upTo(20)));

        assertThat((List<?>) map(result.outputs()).get("all")).hasSize(20);
    }

    @Test
    void whatAllItemsGiveTogetherHasALimit() {
        engine.limits(new RunLimits(Duration.ofMinutes(1), Duration.ofSeconds(10), 500, 1 << 20, 1000, 8));

        RunResult result = engine.run(tree, "squares", Map.of("items", upTo(100)));

        assertThat(error(result)).contains("the output is too large (at most 1000 bytes as JSON)");
    }

    @Test
    void keysThatMeanNothingInAModeAreProblems() {
        tree.with("sum", INPUTS + """
                blocks: [{ id: total, type: reduce, items: [1], workflow: add, parallel: 2 }]
                """);
        tree.with("squares", INPUTS + """
                blocks: [{ id: all, type: reduce, items: [1], workflow: square, mode: map, initial: 1 }]
                """);

        assertThat(engine.problems(tree))
                .containsExactly(
                        "workflows/squares/workflow.yml:3:85: \"initial\" means nothing with mode: map (expected it only"
                                + " with mode: reduce)",
                        "workflows/sum/workflow.yml:3:74: \"parallel\" means nothing with mode: reduce (expected it only"
                                + " with mode: map)");
    }
}
