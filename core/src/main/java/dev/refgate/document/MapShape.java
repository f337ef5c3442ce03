package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

record MapShape(String what, Pattern keyPattern, Shape value, int minimumSize) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
            return;
        }
        if (mapping.entries().size() < minimumSize) {
            problems.add(node.location(), "expected " + expected() + ", found an empty mapping");
        }
        for (MappingNode.Entry entry : mapping.entries()) {
            if (!keyPattern.matcher(entry.key()).matches()) {
                problems.add(
                        entry.keyLocation(),
                        "\"" + entry.key() + "\" cannot be " + what + " (expected " + keyPattern.pattern() + ")");
            }
            value.check(entry.value(), problems);
        }
    }

    @Override
    public boolean suits(Node node) {
        return node instanceof MappingNode;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (minimumSize > 0) {
            schema.put("minProperties", minimumSize);
        }
        schema.put("propertyNames", Map.of("pattern", "^(?:" + keyPattern.pattern() + ")$"));
        schema.put("additionalProperties", value.jsonSchema());
        return schema;
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        value.define(definitions);
    }

    @Override
    public String expected() {
        return minimumSize > 0 ? "a mapping with at least one entry" : "a mapping";
    }
}
