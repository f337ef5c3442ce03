package dev.refgate.document;

import java.util.Map;

record TruthShape() implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!suits(node)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        }
    }

    @Override
    public boolean suits(Node node) {
        return node.value() instanceof Boolean;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("type", "boolean");
    }

    @Override
    public String expected() {
        return "true or false";
    }
}
