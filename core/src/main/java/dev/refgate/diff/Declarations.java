package dev.refgate.diff;

import dev.refgate.workflow.Block;
import dev.refgate.workflow.Edge;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a workflow promises to its callers. */
final class Declarations {

    private Declarations() {}

    static Map<String, InputDeclaration> inputs(Workflow workflow) {
        Map<String, InputDeclaration> inputs = new LinkedHashMap<>();
        workflow.inputs().forEach(input -> inputs.put(input.name(), input));
        return inputs;
    }

    /** The names that a successful run answers with. */
    static Set<String> outputNames(Workflow workflow) {
        return workflow.outputs()
                .<Set<String>>map(outputs -> new LinkedHashSet<>(outputs.value().keySet()))
                .orElseGet(() -> new LinkedHashSet<>(leaves(workflow)));
    }

    /** The blocks that no other block waits for, in the file's order. */
    static List<String> leaves(Workflow workflow) {
        Set<String> sources = workflow.blocks().stream()
                .flatMap(block -> block.needs().stream())
                .map(Edge::source)
                .collect(Collectors.toSet());
        return workflow.blocks().stream()
                .map(Block::id)
                .filter(id -> !sources.contains(id))
                .toList();
    }
}
