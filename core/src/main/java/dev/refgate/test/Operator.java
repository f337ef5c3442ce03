package dev.refgate.test;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an assertion says of a value. */
enum Operator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    GREATER(">"),
    CONTAINS("contains"),
    /** The text as a whole fits the regular expression. */
    MATCHES("matches"),
    /** There is such a value; null is one. */
    EXISTS("exists"),
    TYPE_IS("type is"),
    IN("in"),
    STARTS_WITH("startswith"),
    ENDS_WITH("endswith");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    /** As it is written. */
    String word() {
        return word;
    }

    /** Whether there is something on its right. */
    boolean isBinary() {
        return this != EXISTS;
    }

    /**
     * @param actual what is on its left, which is there
     * @param expected what is on its right
     */
    boolean holds(@Nullable Object actual, @Nullable Object expected) {
        return switch (this) {
            case EXISTS -> true;
            case EQUAL -> Values.equal(actual, expected);
            case UNEQUAL -> !Values.equal(actual, expected);
            case LESS -> order(actual, expected, -1, -1);
            case LESS_OR_EQUAL -> order(actual, expected, -1, 0);
            case GREATER -> order(actual, expected, 1, 1);
            case GREATER_OR_EQUAL -> order(actual, expected, 0, 1);
            case CONTAINS -> contains(actual, expected);
            case IN -> contains(expected, actual);
            case MATCHES -> actual instanceof String text && Pattern.matches(String.valueOf(expected), text);
            case TYPE_IS -> isOfType(actual, String.valueOf(expected));
            case STARTS_WITH -> actual instanceof String text && text.startsWith(String.valueOf(expected));
            case ENDS_WITH -> actual instanceof String text && text.endsWith(String.valueOf(expected));
        };
    }

    /** Values without an order fulfil no operator that asks for one. */
    private static boolean order(@Nullable Object actual, @Nullable Object expected, int least, int most) {
        if (actual == null || expected == null || !Values.comparable(actual, expected)) {
            return false;
        }
        int sign = Integer.signum(Values.compare(actual, expected));
        return sign >= least && sign <= most;
    }

    private static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof String text) {
            return part instanceof String wanted && text.contains(wanted);
        }
        if (whole instanceof List<?> list) {
            return list.stream().anyMatch(item -> Values.equal(item, part));
        }
        return whole instanceof Map<?, ?> map && map.containsKey(part);
    }

    private static boolean isOfType(@Nullable Object value, String type) {
        String actual = Values.type(value);
        return actual.equals(type) || (actual.equals("integer") && type.equals("number"));
    }
}
