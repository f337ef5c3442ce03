package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.InputDeclaration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code workflow}: runs another workflow of the same commit. */
final class WorkflowBlock implements BlockType {
    static final String WORKFLOW = "workflow";
    static final Shape ID = Shapes.text("the id of a workflow, without templates", WorkflowId.PATTERN);

    private static final String INPUTS = "inputs";

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                        "workflow",
                        "Runs another workflow of the repository, as the run's commit has it, as a part of this run.",
                        "That workflow's outputs.",
                        Key.required(
                                WORKFLOW, ID, "The other workflow's id; no template, so that it is known what runs."),
                        Key.optional(
                                INPUTS,
                                Shapes.map("an input's name", InputDeclaration.NAME_PATTERN, Shapes.any()),
                                "The other workflow's inputs: names and values, with templates."))
                .untimed();
    }

    @Override
    @SuppressWarnings("unchecked")
    public BlockExecutor compile(BlockCompiler block) {
        Optional<Node> inputs = block.find(INPUTS);
        ValueTemplate values = inputs.map(block::value).orElse(scope -> Map.of());
        Optional<WorkflowId> workflow = block.subWorkflow(block.require(WORKFLOW), names(inputs), Set.of(), Set.of());
        if (workflow.isEmpty()) {
            return run -> BlockOutcome.of(null);
        }
        WorkflowId id = workflow.get();
        return run -> {
            Map<String, Object> given = (Map<String, Object>) Objects.requireNonNull(values.render(run.scope()));
            run.beginsWith(Map.of(WORKFLOW, id.value(), INPUTS, shown(run.subWorkflows(), id, given)));
            return BlockOutcome.of(run.subWorkflows().run(id, given));
        };
    }

    private static Map<String, @Nullable Object> shown(
            SubWorkflows subWorkflows, WorkflowId workflow, Map<String, Object> given) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(given);
        shown.replaceAll((name, value) -> subWorkflows.shown(workflow, name, value));
        return shown;
    }

    private static Set<String> names(Optional<Node> inputs) {
        return inputs.filter(MappingNode.class::isInstance).map(MappingNode.class::cast).stream()
                .flatMap(mapping -> mapping.entries().stream())
                .map(MappingNode.Entry::key)
                .collect(Collectors.toSet());
    }
}
