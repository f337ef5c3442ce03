package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

record TextShape(String expected, Pattern pattern) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof ScalarNode scalar) || !(scalar.value() instanceof String text)) {
            problems.add(node.location(), "expected " + expected + ", found " + node.described() + quoteHint(node));
        } else if (!pattern.matcher(text).matches()) {
            problems.add(node.location(), "expected " + expected + ", found " + node.described());
        }
    }

    /** An unquoted 12 is a number to YAML. */
    private static String quoteHint(Node node) {
        return node instanceof ScalarNode scalar && scalar.value() != null ? " (put it in quotes)" : "";
    }

    @Override
    public boolean suits(Node node) {
        return node.value() instanceof String;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (pattern.pattern().equals("(?s).+")) {
            schema.put("minLength", 1);
        } else if (!pattern.pattern().equals("(?s).*")) {
            schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
        }
        return schema;
    }
}
