package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.Map;

record ListShape(Shape item, int minimumSize) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
            return;
        }
        if (sequence.items().size() < minimumSize) {
            problems.add(node.location(), "expected " + expected() + ", found an empty list");
        }
        sequence.items().forEach(each -> item.check(each, problems));
    }

    @Override
    public boolean suits(Node node) {
        return node instanceof SequenceNode;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.jsonSchema());
        if (minimumSize > 0) {
            schema.put("minItems", minimumSize);
        }
        return schema;
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        item.define(definitions);
    }

    @Override
    public String expected() {
        return minimumSize > 0 ? "a list with at least one item" : "a list";
    }
}
