package dev.refgate.document;

import java.util.Map;

record AnyShape() implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        // Every value fits.
    }

    @Override
    public boolean suits(Node node) {
        return true;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of();
    }

    @Override
    public String expected() {
        return "any value";
    }
}
