package dev.refgate.diff;

import dev.refgate.document.MappingNode;
import dev.refgate.document.SequenceNode;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what stands around the blocks: name, description, triggers, inputs and outputs. */
final class DeclarationComparison {
    private final Workflow from;
    private final Workflow to;
    private final Renames renames;

    DeclarationComparison(Workflow from, Workflow to, Renames renames) {
        this.from = from;
        this.to = to;
        this.renames = renames;
    }

    List<ValueChange> workflow() {
        return ValueComparison.compare(renames.follow(surroundings(from)), surroundings(to), Secrecy.OPEN);
    }

    private static Map<String, Object> surroundings(Workflow workflow) {
        Map<String, Object> values = new LinkedHashMap<>();
        workflow.name().ifPresent(name -> values.put("name", name));
        workflow.description().ifPresent(description -> values.put("description", description));
        workflow.triggers().map(SequenceNode::value).ifPresent(triggers -> values.put("triggers", triggers));
        return values;
    }

    List<InputChange> inputs() {
        Map<String, InputDeclaration> before = Declarations.inputs(from);
        Map<String, InputDeclaration> after = Declarations.inputs(to);
        List<InputChange> changes = new ArrayList<>();
        before.forEach((name, old) -> {
            InputDeclaration now = after.get(name);
            if (now == null) {
                changes.add(new InputChange(name, Change.REMOVED, details(Optional.of(old), Optional.empty())));
            } else if (!details(Optional.of(old), Optional.of(now)).isEmpty()) {
                changes.add(new InputChange(name, Change.CHANGED, details(Optional.of(old), Optional.of(now))));
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                changes.add(new InputChange(name, Change.ADDED, details(Optional.empty(), Optional.of(now))));
            }
        });
        return changes;
    }

    private static List<ValueChange> details(Optional<InputDeclaration> from, Optional<InputDeclaration> to) {
        boolean secret = from.or(() -> to)
                        .map(input -> CredentialNames.matches(input.name()))
                        .orElse(false)
                || from.map(InputDeclaration::sensitive).orElse(false)
                || to.map(InputDeclaration::sensitive).orElse(false);
        return ValueComparison.compare(
                from.map(DeclarationComparison::facts).orElse(Map.of()),
                to.map(DeclarationComparison::facts).orElse(Map.of()),
                secret ? Secrecy.SENSITIVE_SCHEMA : Secrecy.SCHEMA);
    }

    private static Map<String, Object> facts(InputDeclaration input) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("required", input.required());
        facts.put("sensitive", input.sensitive());
        if (input.hasDefault()) {
            facts.put("default", input.defaultValue());
        }
        Map<String, Object> schema = new LinkedHashMap<>(input.schema());
        schema.remove("default");
        facts.put("schema", schema);
        return facts;
    }

    List<ValueChange> outputs() {
        return ValueComparison.compare(
                from.outputs().isPresent() ? renames.follow(outputs(from)) : outputs(from), outputs(to), Secrecy.OPEN);
    }

    private static Map<String, Object> outputs(Workflow workflow) {
        return workflow.outputs().map(MappingNode::value).orElseGet(() -> {
            Map<String, Object> leaves = new LinkedHashMap<>();
            Declarations.leaves(workflow).forEach(id -> leaves.put(id, "{{ " + id + ".output }}"));
            return leaves;
        });
    }
}
