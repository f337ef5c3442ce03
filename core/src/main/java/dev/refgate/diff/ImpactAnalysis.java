package dev.refgate.diff;

import dev.refgate.diff.Impact.EnvironmentKey;
import dev.refgate.diff.Impact.RequiredInput;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out what a change means for callers and environments. */
final class ImpactAnalysis {
    private final WorkflowVersion from;
    private final WorkflowVersion to;
    private final Map<String, InputDeclaration> before;
    private final Map<String, InputDeclaration> after;

    private ImpactAnalysis(WorkflowVersion from, WorkflowVersion to) {
        this.from = from;
        this.to = to;
        boolean comparable = from.exists()
                && to.exists()
                && from.workflow().isPresent()
                && to.workflow().isPresent();
        this.before = comparable ? inputs(from) : Map.of();
        this.after = comparable ? inputs(to) : Map.of();
    }

    /**
     * @param environments what each environment has now
     */
    static Impact of(
            WorkflowId id,
            WorkflowVersion from,
            WorkflowVersion to,
            Map<String, Map<WorkflowId, ContentId>> environments) {
        ImpactAnalysis analysis = new ImpactAnalysis(from, to);
        return new Impact(
                analysis.nowRequired(),
                analysis.before.keySet().stream()
                        .filter(name -> !analysis.after.containsKey(name))
                        .toList(),
                analysis.inputsChanged(),
                analysis.outputsRemoved(),
                analysis.keysNeeded(),
                from.environmentKeys().keySet().stream()
                        .filter(key -> !to.environmentKeys().containsKey(key))
                        .toList(),
                running(id, from.content(), environments),
                running(id, to.content(), environments));
    }

    private static Map<String, InputDeclaration> inputs(WorkflowVersion version) {
        return version.workflow().map(Declarations::inputs).orElse(Map.of());
    }

    private List<RequiredInput> nowRequired() {
        List<RequiredInput> required = new ArrayList<>();
        after.forEach((name, now) -> {
            InputDeclaration old = before.get(name);
            if (now.required() && (old == null || !old.required())) {
                required.add(new RequiredInput(name, old == null));
            }
        });
        return required;
    }

    private List<String> inputsChanged() {
        return after.values().stream()
                .filter(now -> {
                    InputDeclaration old = before.get(now.name());
                    return old != null && !constraints(old).equals(constraints(now));
                })
                .map(InputDeclaration::name)
                .toList();
    }

    /** The schema without what refuses no value. */
    private static Map<String, Object> constraints(InputDeclaration input) {
        Map<String, Object> constraints = new LinkedHashMap<>(input.schema());
        constraints.keySet().removeAll(Set.of("default", "title", "description", "example", "examples", "$comment"));
        return constraints;
    }

    private List<String> outputsRemoved() {
        Optional<Workflow> old = from.exists() ? from.workflow() : Optional.empty();
        Optional<Workflow> now = to.exists() ? to.workflow() : Optional.empty();
        if (old.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        Set<String> names = Declarations.outputNames(now.get());
        return Declarations.outputNames(old.get()).stream()
                .filter(name -> !names.contains(name))
                .toList();
    }

    private List<EnvironmentKey> keysNeeded() {
        List<EnvironmentKey> needed = new ArrayList<>();
        to.environmentKeys().forEach((key, optional) -> {
            Boolean wasOptional = from.environmentKeys().get(key);
            if (wasOptional == null || (wasOptional && !optional)) {
                needed.add(new EnvironmentKey(key, optional));
            }
        });
        return needed;
    }

    private static List<String> running(
            WorkflowId id, Optional<ContentId> content, Map<String, Map<WorkflowId, ContentId>> environments) {
        return environments.entrySet().stream()
                .filter(entry -> content.isPresent()
                        && content.get().equals(entry.getValue().get(id)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
