package dev.refgate.run;

import dev.refgate.repository.WorkflowId;
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
    private final List<SubWorkflowCall> calls;
    private final Map<WorkflowId, CompiledWorkflow> subWorkflows;

    CompiledWorkflow(
            Workflow workflow,
            List<CompiledBlock> blocks,
            Map<String, Integer> indexes,
            CompiledInputs inputs,
            CompiledOutputs outputs,
            List<SubWorkflowCall> calls) {
        this(workflow, blocks, indexes, inputs, outputs, calls, Map.of());
    }

    private CompiledWorkflow(
            Workflow workflow,
            List<CompiledBlock> blocks,
            Map<String, Integer> indexes,
            CompiledInputs inputs,
            CompiledOutputs outputs,
            List<SubWorkflowCall> calls,
            Map<WorkflowId, CompiledWorkflow> subWorkflows) {
        this.workflow = workflow;
        this.blocks = List.copyOf(blocks);
        this.indexes = Map.copyOf(indexes);
        this.inputs = inputs;
        this.outputs = outputs;
        this.calls = List.copyOf(calls);
        this.subWorkflows = Map.copyOf(subWorkflows);
    }

    /**
     * The same, with the workflows that its blocks run.
     *
     * @param found each that {@link #calls} names, with its own
     */
    CompiledWorkflow with(Map<WorkflowId, CompiledWorkflow> found) {
        return new CompiledWorkflow(workflow, blocks, indexes, inputs, outputs, calls, found);
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

    /** What its blocks want of other workflows. */
    List<SubWorkflowCall> calls() {
        return calls;
    }

    /** A workflow that one of its blocks runs. */
    CompiledWorkflow subWorkflow(WorkflowId id) {
        CompiledWorkflow found = subWorkflows.get(id);
        if (found == null) {
            throw new IllegalStateException(
                    "sub-workflow: " + id + " (expected one that was linked: " + subWorkflows.keySet() + ")");
        }
        return found;
    }

    CompiledInputs inputs() {
        return inputs;
    }

    CompiledOutputs outputs() {
        return outputs;
    }
}
