package dev.refgate.run;

import dev.refgate.workflow.Workflow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workflow that is ready to run. Immutable; any number of runs share it. */
public final class CompiledWorkflow {
    private final Workflow workflow;
    private final List<CompiledBlock> blocks;
    private final Map<String, Integer> indexes;
    private final CompiledInputs inputs;
    private final CompiledOutputs outputs;

    CompiledWorkflow(
            Workflow workflow,
            List<CompiledBlock> blocks,
            Map<String, Integer> indexes,
            CompiledInputs inputs,
            CompiledOutputs outputs) {
        this.workflow = workflow;
        this.blocks = List.copyOf(blocks);
        this.indexes = Map.copyOf(indexes);
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** What it was compiled from. */
    public Workflow workflow() {
        return workflow;
    }

    /** In the file's order. */
    List<CompiledBlock> blocks() {
        return blocks;
    }

    /** Where a block is in {@link #blocks()}; null for a name that is no block. */
    @Nullable
    Integer indexOf(String block) {
        return indexes.get(block);
    }

    CompiledInputs inputs() {
        return inputs;
    }

    CompiledOutputs outputs() {
        return outputs;
    }
}
