package dev.refgate.document;

import java.util.Map;
import java.util.TreeMap;

record NumberShape(boolean positive) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        boolean fits = node.value() instanceof Number number && (!positive || number.doubleValue() > 0);
        if (!fits) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        }
    }

    @Override
    public boolean suits(Node node) {
        return node.value() instanceof Number;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return positive ? new TreeMap<>(Map.of("type", "number", "exclusiveMinimum", 0L)) : Map.of("type", "number");
    }

    @Override
    public String expected() {
        return positive ? "a number above zero" : "a number";
    }
}
