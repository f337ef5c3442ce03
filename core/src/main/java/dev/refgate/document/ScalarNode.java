package dev.refgate.document;

import org.jspecify.annotations.Nullable;

/**
 * A single value.
 *
 * @param location where it begins
 * @param value null, Boolean, Long, BigInteger, Double or String, by the rules of YAML 1.2's core schema
 */
public record ScalarNode(Location location, @Nullable Object value) implements Node {
    private static final int SHOWN = 60;

    /** Whether it is a text (and not a number, a truth value or null). */
    public boolean isText() {
        return value instanceof String;
    }

    @Override
    public String described() {
        if (value == null) {
            return "nothing (null)";
        }
        if (value instanceof String text) {
            return "the text \"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\"";
        }
        return (value instanceof Boolean ? "the truth value " : "the number ") + value;
    }
}
