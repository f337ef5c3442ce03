package dev.refgate.run;

import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A workflow that is ready to run. Immutable; any number of runs share it. */
public final class CompiledWorkflow {
    private final Workflow workflow;
    private final List<CompiledBlock> blocks;
    private final Map<String, Integer> indexes;
    private final CompiledInputs inputs;
    private final CompiledOutputs outputs;
    private final List<SubWorkflowCall> calls;
    private final Optional<CompiledWebhook> webhook;
    private final Map<WorkflowId, CompiledWorkflow> subWorkflows;
    private final Set<String> sensitiveInputs;
    private final Set<String> blockTypes;

    CompiledWorkflow(
            Workflow workflow,
            List<CompiledBlock> blocks,
            Map<String, Integer> indexes,
            CompiledInputs inputs,
            CompiledOutputs outputs,
            List<SubWorkflowCall> calls,
            Optional<CompiledWebhook> webhook) {
        this(workflow, blocks, indexes, inputs, outputs, calls, webhook, Map.of());
    }

    private CompiledWorkflow(
            Workflow workflow,
            List<CompiledBlock> blocks,
            Map<String, Integer> indexes,
            CompiledInputs inputs,
            CompiledOutputs outputs,
            List<SubWorkflowCall> calls,
            Optional<CompiledWebhook> webhook,
            Map<WorkflowId, CompiledWorkflow> subWorkflows) {
        this.workflow = workflow;
        this.blocks = List.copyOf(blocks);
        this.indexes = Map.copyOf(indexes);
        this.inputs = inputs;
        this.outputs = outputs;
        this.calls = List.copyOf(calls);
        this.webhook = webhook;
        this.subWorkflows = Map.copyOf(subWorkflows);
        this.sensitiveInputs = workflow.inputs().stream()
                .filter(InputDeclaration::sensitive)
                .map(InputDeclaration::name)
                .collect(Collectors.toUnmodifiableSet());
        this.blockTypes = blocks.stream().map(CompiledBlock::type).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The same, with the workflows that its blocks run.
     *
     * @param found each that {@link #calls} names, with its own
     */
    CompiledWorkflow with(Map<WorkflowId, CompiledWorkflow> found) {
        return new CompiledWorkflow(workflow, blocks, indexes, inputs, outputs, calls, webhook, found);
    }

    /**
     * The same, with other behaviour in the place of some of its blocks', and of those of the workflows that it runs.
     *
     * @param substitutes says which; empty for a block that stays as it is
     */
    public CompiledWorkflow substituting(Substitutes substitutes) {
        List<CompiledBlock> replaced = blocks.stream()
                .map(block -> substitutes
                        .find(workflow.id(), block.id(), block.type())
                        .map(block::executedBy)
                        .orElse(block))
                .toList();
        Map<WorkflowId, CompiledWorkflow> inner = new HashMap<>();
        subWorkflows.forEach((id, each) -> inner.put(id, each.substituting(substitutes)));
        return new CompiledWorkflow(workflow, replaced, indexes, inputs, outputs, calls, webhook, inner);
    }

    /** What runs in the place of blocks. */
    @FunctionalInterface
    public interface Substitutes {

        /** What runs in the place of one block; empty when it runs itself. */
        Optional<BlockExecutor> find(WorkflowId workflow, String block, String type);
    }

    /** The types of its blocks, and of those of the workflows that it runs. */
    public Set<String> blockTypesReached() {
        Set<String> types = new HashSet<>();
        Set<WorkflowId> reached = new HashSet<>(Set.of(workflow.id()));
        Deque<CompiledWorkflow> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            CompiledWorkflow next = open.remove();
            types.addAll(next.blockTypes);
            next.subWorkflows.forEach((id, each) -> {
                if (reached.add(id)) {
                    open.add(each);
                }
            });
        }
        return types;
    }

    /** What it was compiled from. */
    public Workflow workflow() {
        return workflow;
    }

    /** The inputs that are declared {@code sensitive}. */
    public Set<String> sensitiveInputs() {
        return sensitiveInputs;
    }

    /** What makes inputs of requests to its webhook, if it declares one. */
    public Optional<CompiledWebhook> webhook() {
        return webhook;
    }

    /** The types of its blocks. */
    public Set<String> blockTypes() {
        return blockTypes;
    }

    /**
     * The inputs that a run sees: what was sent, and defaults, in the file's order.
     *
     * @throws InvalidInputsException with everything that is wrong; never shows a value
     */
    public Map<String, Object> check(Map<String, Object> sent) {
        return inputs.check(sent);
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
