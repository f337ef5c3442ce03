package dev.refgate.run;

import dev.refgate.document.Nearest;
import dev.refgate.document.Problems;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.JsonSchemas.JsonSchema;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inputs that a workflow declares, ready to check what a caller sends. */
final class CompiledInputs {
    private final Map<String, Input> inputs = new LinkedHashMap<>();

    /**
     * @param problems receives schemas that are none, and defaults that their own schema refuses
     */
    CompiledInputs(List<InputDeclaration> declarations, JsonSchemas schemas, Problems problems) {
        for (InputDeclaration declaration : declarations) {
            inputs.put(declaration.name(), compile(declaration, schemas, problems));
        }
    }

    private static Input compile(InputDeclaration declaration, JsonSchemas schemas, Problems problems) {
        Object defaultValue = JsonValues.immutableCopy(declaration.defaultValue());
        JsonSchema schema = value -> List.of();
        try {
            schema = schemas.compile(declaration.schema());
            if (declaration.hasDefault()) {
                for (Violation violation : schema.validate(defaultValue)) {
                    problems.add(
                            declaration.location(),
                            "the default of input \"" + declaration.name() + "\" is not what its own schema allows: "
                                    + violation.message());
                }
            }
        } catch (InvalidArgumentException e) {
            problems.add(declaration.location(), "input \"" + declaration.name() + "\": " + e.getMessage());
        }
        return new Input(declaration, schema, defaultValue);
    }

    /** The declared names, in the file's order. */
    Set<String> names() {
        return Collections.unmodifiableSet(inputs.keySet());
    }

    /** Those without which a call is refused. */
    Set<String> required() {
        return inputs.values().stream()
                .map(Input::declaration)
                .filter(InputDeclaration::required)
                .map(InputDeclaration::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The inputs that a run sees: what was sent, and defaults, in the file's order.
     *
     * @throws InvalidInputsException with everything that is wrong; never shows a value
     */
    Map<String, Object> check(Map<String, Object> sent) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(inputs.size() * 2);
        List<Violation> violations = new ArrayList<>(0);
        for (Input input : inputs.values()) {
            input.check(sent, values, violations);
        }
        boolean allDeclared = values.size() >= sent.size() && inputs.keySet().containsAll(sent.keySet());
        if (!allDeclared) {
            refuseUndeclared(sent.keySet(), violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidInputsException(violations);
        }
        return Collections.unmodifiableMap(values);
    }

    private void refuseUndeclared(Set<String> sent, List<Violation> violations) {
        for (String name : sent) {
            if (!inputs.containsKey(name)) {
                String expected = inputs.isEmpty()
                        ? "the workflow takes no inputs"
                        : "expected one of: " + String.join(", ", inputs.keySet());
                violations.add(new Violation(
                        List.of(name),
                        "is not declared (" + expected + ")" + Nearest.hint(name, inputs.keySet()),
                        "additionalProperties"));
            }
        }
    }

    private record Input(
            InputDeclaration declaration,
            JsonSchema schema,
            @Nullable Object defaultValue) {

        void check(Map<String, Object> sent, Map<String, @Nullable Object> values, List<Violation> violations) {
            String name = declaration.name();
            Object value = sent.get(name);
            if (value == null && !sent.containsKey(name)) {
                if (declaration.hasDefault()) {
                    values.put(name, defaultValue);
                } else if (declaration.required()) {
                    violations.add(new Violation(List.of(name), "is missing, and has no default", "required"));
                }
                return;
            }
            for (Violation violation : schema.validate(value)) {
                violations.add(new Violation(below(name, violation.path()), violation.message(), violation.keyword()));
            }
            values.put(name, value);
        }

        private static List<Object> below(String name, List<Object> path) {
            List<Object> whole = new ArrayList<>(path.size() + 1);
            whole.add(name);
            whole.addAll(path);
            return List.copyOf(whole);
        }
    }
}
