package dev.refgate.test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plain values, as tests compare and show them. */
final class Values {
    private Values() {}

    /** Whether two values are the same; {@code 1} and {@code 1.0} are. */
    static boolean equal(@Nullable Object first, @Nullable Object second) {
        if (first instanceof Number && second instanceof Number) {
            return compare(first, second) == 0;
        }
        if (first instanceof Map<?, ?> a && second instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> equal(a.get(key), b.get(key)));
        }
        if (first instanceof List<?> a && second instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return Objects.equals(first, second);
    }

    /** Whether two values have an order: two numbers, or two texts. */
    static boolean comparable(@Nullable Object first, @Nullable Object second) {
        return (first instanceof Number && second instanceof Number)
                || (first instanceof String && second instanceof String);
    }

    /**
     * @param first a number or a text
     * @param second the same
     */
    static int compare(Object first, Object second) {
        return first instanceof String text
                ? text.compareTo((String) second)
                : new BigDecimal(first.toString()).compareTo(new BigDecimal(second.toString()));
    }

    /** A value inside a text: texts as they are, others as JSON. */
    static String text(@Nullable Object value) {
        return value instanceof String text ? text : json(value);
    }

    /** A value in one line, as JSON writes it; for people. */
    static String json(@Nullable Object value) {
        if (value instanceof String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(String.valueOf(entry.getKey())) + ": " + json(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    static String type(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Number) {
            return isWhole(value) ? "integer" : "number";
        }
        return value instanceof Map ? "object" : "list";
    }

    private static boolean isWhole(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
    }
}
