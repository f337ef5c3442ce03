package dev.refgate.document;

import java.util.Map;
import java.util.function.Supplier;

record NamedShape(String name, Supplier<Shape> shape) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        shape.get().check(node, problems);
    }

    @Override
    public boolean suits(Node node) {
        return shape.get().suits(node);
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("$ref", "#/$defs/" + name);
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        if (!definitions.containsKey(name)) {
            definitions.put(name, shape.get().jsonSchema());
            shape.get().define(definitions);
        }
    }

    @Override
    public String expected() {
        return shape.get().expected();
    }
}
