package dev.refgate.document;

import java.util.Map;

record TruthShape() implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!(node.value() instanceof Boolean)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        }
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
