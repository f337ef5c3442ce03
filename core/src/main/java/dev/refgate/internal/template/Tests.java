package dev.refgate.internal.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tests behind {@code is} that the fast path knows, besides {@code defined} and {@code undefined}. */
final class Tests {
    private static final Map<String, Test> ALL = new TreeMap<>();

    static {
        kinds();
        numbers();
        plain(
                "lower",
                value -> value instanceof String text && text.equals(text.toLowerCase(Locale.ROOT)) && hasCase(text));
        plain(
                "upper",
                value -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT)) && hasCase(text));
        comparisons();
    }

    private Tests() {}

    /**
     * @param name the word behind {@code is}
     * @param takesArgument whether it compares with something
     * @param body what it does
     */
    record Test(String name, boolean takesArgument, Body body) {}

    @FunctionalInterface
    interface Body {
        boolean accepts(@Nullable Object value, @Nullable Object argument);
    }

    @FunctionalInterface
    private interface PlainBody {
        boolean accepts(@Nullable Object value);
    }

    static @Nullable Test find(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    private static void kinds() {
        plain("none", value -> value == null);
        plain("string", value -> value instanceof String);
        plain("number", value -> value instanceof Number);
        plain("integer", value -> value instanceof Number number && Numbers.isWhole(number));
        plain("float", value -> value instanceof Double);
        plain("boolean", value -> value instanceof Boolean);
        plain("true", value -> Boolean.TRUE.equals(value));
        plain("false", value -> Boolean.FALSE.equals(value));
        plain("mapping", value -> value instanceof Map);
        plain("sequence", Tests::isIterable);
        plain("iterable", Tests::isIterable);
    }

    private static boolean isIterable(@Nullable Object value) {
        return value instanceof Collection || value instanceof Map || value instanceof String;
    }

    private static void numbers() {
        plain("even", value -> isDivisible(value, 2L));
        plain("odd", value -> !isDivisible(value, 2L));
        comparing("divisibleby", Tests::isDivisible);
    }

    private static boolean isDivisible(@Nullable Object value, @Nullable Object divisor) {
        Number remainder = Numbers.modulo(Operators.number("divide", value), Operators.number("divide by", divisor));
        return Operators.equal(remainder, BigInteger.ZERO);
    }

    private static boolean hasCase(String text) {
        return !text.toLowerCase(Locale.ROOT).equals(text.toUpperCase(Locale.ROOT));
    }

    private static void comparisons() {
        for (String name : List.of("eq", "equalto")) {
            comparing(name, Operators::equal);
        }
        comparing("ne", (value, other) -> !Operators.equal(value, other));
        comparing("lt", (value, other) -> Operators.compare(value, other) < 0);
        comparing("le", (value, other) -> Operators.compare(value, other) <= 0);
        comparing("gt", (value, other) -> Operators.compare(value, other) > 0);
        comparing("ge", (value, other) -> Operators.compare(value, other) >= 0);
        comparing("in", (value, other) -> Operators.contains(other, value));
    }

    private static void plain(String name, PlainBody body) {
        ALL.put(name, new Test(name, false, (value, argument) -> body.accepts(value)));
    }

    private static void comparing(String name, Body body) {
        ALL.put(name, new Test(name, true, body));
    }
}
