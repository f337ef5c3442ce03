package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Node;
import dev.refgate.document.Shapes;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.BlockShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code reduce}: runs a workflow for each item of a list, one after another or at the same time. */
final class ReduceBlock implements BlockType {
    private static final String ITEMS = "items";
    private static final String INITIAL = "initial";
    private static final String MODE = "mode";
    private static final String PARALLEL = "parallel";
    private static final String MAP = "map";
    private static final String ITEM = "item";
    private static final String INDEX = "index";
    private static final String ACCUMULATOR = "accumulator";
    private static final int MOST_PARALLEL = 100;
    private static final int USUAL_PARALLEL = 10;

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                        "reduce",
                        "Runs another workflow for each item of a list: one after another, each with what the one before"
                                + " made of it (`mode: reduce`), or several at the same time (`mode: map`).",
                        "The last accumulator; with `mode: map` the list of the other workflow's outputs, in the items'"
                                + " order.",
                        Key.required(
                                ITEMS,
                                Shapes.either(Shapes.list(Shapes.any()), Shapes.text()),
                                "The list, or a template that gives one."),
                        Key.required(
                                WorkflowBlock.WORKFLOW,
                                WorkflowBlock.ID,
                                "The other workflow's id. It declares the input `item`, and where it wants to, `index` (from"
                                        + " 0); to reduce, also the input and the output `accumulator`."),
                        Key.optional(INITIAL, Shapes.any(), "The first accumulator, with templates; null without it."),
                        Key.optional(
                                MODE,
                                Shapes.choice("reduce", MAP),
                                "`reduce`, also without it: one after another; `map`: each by itself."),
                        Key.optional(
                                PARALLEL,
                                Shapes.integer(1, MOST_PARALLEL),
                                "With `mode: map`, how many run at the same time; " + USUAL_PARALLEL + " without it."))
                .untimed();
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        boolean maps = block.find(MODE).map(Node::value).filter(MAP::equals).isPresent();
        refuse(block, maps ? INITIAL : PARALLEL, maps);
        ValueTemplate items = block.value(block.require(ITEMS));
        ValueTemplate initial = block.find(INITIAL).map(block::value).orElse(scope -> null);
        int parallel = block.find(PARALLEL)
                .map(node -> (Number) node.value())
                .map(Number::intValue)
                .orElse(USUAL_PARALLEL);
        Optional<WorkflowId> workflow = block.subWorkflow(
                block.require(WorkflowBlock.WORKFLOW),
                maps ? Set.of(ITEM) : Set.of(ITEM, ACCUMULATOR),
                Set.of(INDEX),
                maps ? Set.of() : Set.of(ACCUMULATOR));
        if (workflow.isEmpty()) {
            return run -> BlockOutcome.of(null);
        }
        WorkflowId id = workflow.get();
        return maps
                ? run -> {
                    List<?> list = list(items, run);
                    run.beginsWith(Map.of(WorkflowBlock.WORKFLOW, id.value(), ITEMS, shown(run, id, list)));
                    return BlockOutcome.of(map(run, id, list, parallel));
                }
                : run -> {
                    List<?> list = list(items, run);
                    Object first = initial.render(run.scope());
                    Map<String, @Nullable Object> begun = new LinkedHashMap<>();
                    begun.put(WorkflowBlock.WORKFLOW, id.value());
                    begun.put(ITEMS, shown(run, id, list));
                    begun.put(INITIAL, run.subWorkflows().shown(id, ACCUMULATOR, first));
                    run.beginsWith(begun);
                    return BlockOutcome.of(reduce(run, id, list, first));
                };
    }

    private static void refuse(BlockCompiler block, String key, boolean maps) {
        block.find(key)
                .ifPresent(node -> block.problem(
                        node.location(),
                        "\"" + key + "\" means nothing with mode: " + (maps ? MAP : "reduce")
                                + " (expected it only with mode: " + (maps ? "reduce" : MAP) + ")"));
    }

    private static @Nullable Object reduce(BlockRun run, WorkflowId workflow, List<?> items, @Nullable Object initial) {
        Object accumulator = initial;
        for (int index = 0; index < items.size(); index++) {
            Map<String, @Nullable Object> inputs = inputs(run, workflow, items, index);
            inputs.put(ACCUMULATOR, accumulator);
            accumulator = run.subWorkflows().run(workflow, index, inputs).get(ACCUMULATOR);
        }
        return accumulator;
    }

    private static List<?> map(BlockRun run, WorkflowId workflow, List<?> items, int parallel) {
        List<Map<String, Object>> inputs = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            inputs.add(inputs(run, workflow, items, index));
        }
        return run.subWorkflows().runEach(workflow, inputs, parallel);
    }

    private static Map<String, @Nullable Object> inputs(BlockRun run, WorkflowId workflow, List<?> items, int index) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put(ITEM, items.get(index));
        if (run.subWorkflows().declares(workflow, INDEX)) {
            inputs.put(INDEX, (long) index);
        }
        return inputs;
    }

    private static List<? extends @Nullable Object> shown(BlockRun run, WorkflowId workflow, List<?> items) {
        return items.stream()
                .map(item -> run.subWorkflows().shown(workflow, ITEM, item))
                .toList();
    }

    private static List<?> list(ValueTemplate items, BlockRun run) {
        Object value = items.render(run.scope());
        if (value instanceof List<?> list) {
            return list;
        }
        throw new BlockException(ITEMS + ": expected a list, found " + JsonValues.described(value), false);
    }
}
