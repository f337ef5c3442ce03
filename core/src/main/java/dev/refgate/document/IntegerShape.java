package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.Map;

record IntegerShape(long minimum, long maximum) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        boolean fits = node.value() instanceof Number number && isWithin(number);
        if (!fits) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        }
    }

    /** As in JSON Schema, 3.0 is a whole number. */
    private boolean isWithin(Number number) {
        boolean whole = number instanceof Long || (number instanceof Double decimal && decimal == Math.rint(decimal));
        return whole && number.doubleValue() >= minimum && number.doubleValue() <= maximum;
    }

    @Override
    public boolean suits(Node node) {
        return node.value() instanceof Number;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (minimum == maximum) {
            schema.put("const", minimum);
        } else {
            schema.put("type", "integer");
            schema.put("minimum", minimum);
            schema.put("maximum", maximum);
        }
        return schema;
    }

    @Override
    public String expected() {
        return minimum == maximum ? "the number " + minimum : "a whole number from " + minimum + " to " + maximum;
    }
}
