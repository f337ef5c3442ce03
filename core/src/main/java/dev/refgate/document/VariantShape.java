package dev.refgate.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record VariantShape(String what, String discriminator, Map<String, ObjectShape> variants) implements Shape {

    VariantShape {
        variants = new LinkedHashMap<>(variants);
    }

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
            return;
        }
        Optional<Node> chosen = mapping.find(discriminator);
        if (chosen.isEmpty()) {
            problems.add(
                    node.location(),
                    what + " needs the key \"" + discriminator + "\" ("
                            + choices().expected() + ")");
            return;
        }
        choices().check(chosen.get(), problems);
        if (chosen.get().value() instanceof String name && variants.containsKey(name)) {
            variants.get(name).check(node, problems);
        }
    }

    private ChoiceShape choices() {
        return new ChoiceShape(List.copyOf(variants.keySet()));
    }

    /** {@code if type is x then the keys of x}, for each x: editors complete this better than a oneOf. */
    @Override
    public boolean suits(Node node) {
        return node instanceof MappingNode;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        List<Object> cases = new ArrayList<>();
        variants.forEach((name, shape) -> {
            Map<String, Object> branch = new LinkedHashMap<>();
            branch.put("if", chosen(name));
            branch.put("then", shape.jsonSchema());
            cases.add(branch);
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of(discriminator, choices().jsonSchema()));
        schema.put("required", List.of(discriminator));
        schema.put("allOf", cases);
        return schema;
    }

    private Map<String, Object> chosen(String name) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("properties", Map.of(discriminator, Map.of("const", name)));
        condition.put("required", List.of(discriminator));
        return condition;
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        variants.values().forEach(shape -> shape.define(definitions));
    }

    @Override
    public String expected() {
        return "a mapping (" + what + ")";
    }
}
