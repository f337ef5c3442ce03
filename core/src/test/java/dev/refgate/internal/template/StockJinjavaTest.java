package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expressions of this package against jinjava's own expression language, untouched, on what both mean alike. Left out are
 * the places where jinjava leaves Jinja: it takes '1' for 1 in comparisons, joins texts and numbers with +, rounds
 * negative divisions towards zero, takes a missing name for null, makes a text of what
 * default gives, divides a sum without a remainder, and
 * changes case by the rules of the host's language.
 */
class StockJinjavaTest {
    private static final int EXPRESSIONS = 3000;
    private static final Map<String, Object> NAMES = names();

    private final JinjaTemplates templates = new JinjaTemplates(100_000);
    private final Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
            .withNestedInterpretationEnabled(false)
            .withLegacyOverrides(LegacyOverrides.newBuilder()
                    .withUseNaturalOperatorPrecedence(true)
                    .withEvaluateMapKeys(true)
                    .build())
            .build());

    private static Map<String, Object> names() {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("n", 7L);
        names.put("m", 12L);
        names.put("x", 2.5);
        names.put("t", "Hello World");
        names.put("e", "");
        names.put("yes", true);
        names.put("no", false);
        names.put("l", List.of(3L, 1L, 2L));
        names.put("words", List.of("pear", "fig", "apple"));
        names.put("o", Map.of("k", "v", "deep", Map.of("list", List.of(10L, 20L, Map.of("z", "end")))));
        return names;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261104, 424242})
    void bothGiveTheSame(long seed) {
        Set<String> expressions = new LinkedHashSet<>();
        Generator generator = new Generator(new Random(seed));
        while (expressions.size() < EXPRESSIONS) {
            expressions.add(generator.any(3));
        }
        MapScope scope = MapScope.of(NAMES);
        List<String> differences = new ArrayList<>();
        JinjavaInterpreter interpreter = jinjava.newInterpreter();
        interpreter.getContext().putAll(NAMES);
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            for (String expression : expressions) {
                Object ours =
                        normal(templates.compile("{{ " + expression + " }}").value(scope));
                Object theirs = normal(stock(interpreter, expression));
                if (!String.valueOf(ours).equals(String.valueOf(theirs))) {
                    differences.add(expression + "  jinjava: " + theirs + "  ours: " + ours);
                }
            }
        }
        assertThat(differences).as("%d differences", differences.size()).isEmpty();
    }

    private static @Nullable Object stock(JinjavaInterpreter interpreter, String expression) {
        int errors = interpreter.getErrorsCopy().size();
        Object value = interpreter.resolveELExpression(expression, 1);
        return interpreter.getErrorsCopy().size() > errors
                ? interpreter.getErrorsCopy().get(errors).getMessage()
                : value;
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(item -> String.valueOf(normal(item))).toList();
        }
        return value instanceof Boolean || value == null ? value : value.toString();
    }

    /** Makes expressions whose operands are of the right kind, each in parentheses of its own. */
    private static final class Generator {
        private final Random random;

        Generator(Random random) {
            this.random = random;
        }

        String any(int depth) {
            return pick(() -> number(depth), () -> text(depth), () -> truth(depth), () -> list(depth));
        }

        @SafeVarargs
        private String pick(Supplier<String>... choices) {
            return choices[random.nextInt(choices.length)].get();
        }

        private String word(String... words) {
            return words[random.nextInt(words.length)];
        }

        private String number(int depth) {
            if (depth == 0) {
                return word("n", "m", "x", "1", "2", "3.25", "l[0]", "l[2]", "o.deep.list[1]", "o['deep']['list'][0]");
            }
            return pick(
                    () -> "(" + number(depth - 1) + word(" + ", " - ", " * ") + number(depth - 1) + ")",
                    () -> "(" + number(depth - 1) + " / " + word("2", "4", "8") + ")",
                    () -> "(" + word("n", "m", "100") + word(" // ", " % ") + word("3", "5", "n") + ")",
                    () -> "(" + text(depth - 1) + " | length)",
                    () -> "(" + list(depth - 1) + " | length)",
                    () -> "(" + number(depth - 1) + " if " + truth(depth - 1) + " else " + number(depth - 1) + ")",
                    () -> "(" + word("n", "x", "-3", "0 - m") + " | abs)",
                    () -> "('" + word("42", "7") + "' | int)",
                    () -> "(l | " + word("first", "last") + ")");
        }

        private String text(int depth) {
            if (depth == 0) {
                return word("t", "e", "'abc'", "\"it's\"", "o.k", "words[1]", "o.deep.list[2].z", "'{{ n }}'");
            }
            return pick(
                    () -> "(" + text(depth - 1) + " ~ " + text(depth - 1) + ")",
                    () -> "(" + text(depth - 1) + " ~ " + word("n", "m", "1", "x") + ")",
                    () -> "(" + text(depth - 1) + " + " + text(depth - 1) + ")",
                    () -> "(" + text(depth - 1) + " | " + word("trim", "string") + ")",
                    () -> "(" + text(depth - 1) + " | replace('" + word("l", "a", "zz") + "', 'X'))",
                    () -> "(words | join('" + word(",", " - ") + "'))",
                    () -> "(" + text(depth - 1) + " if " + truth(depth - 1) + " else " + text(depth - 1) + ")",
                    () -> "(" + text(depth - 1) + " or " + text(depth - 1) + ")",
                    () -> "(absent.more | default(" + text(depth - 1) + "))",
                    () -> "(words | " + word("first", "last") + ")");
        }

        private String truth(int depth) {
            if (depth == 0) {
                return word(
                        "yes",
                        "no",
                        "true",
                        "false",
                        "(n is defined)",
                        "(absent is defined)",
                        "(n is odd)",
                        "(t is string)",
                        "(x is number)",
                        "(absent is not defined)",
                        "(n is divisibleby(7))");
            }
            return pick(
                    () -> "(" + number(depth - 1) + word(" == ", " != ", " < ", " <= ", " > ", " >= ")
                            + number(depth - 1) + ")",
                    () -> "(" + text(depth - 1) + word(" == ", " != ") + text(depth - 1) + ")",
                    () -> "(" + text(depth - 1) + word(" in ", " not in ") + "words)",
                    () -> "(" + truth(depth - 1) + word(" and ", " or ") + truth(depth - 1) + ")",
                    () -> "(not " + truth(depth - 1) + ")");
        }

        private String list(int depth) {
            if (depth == 0) {
                return word("l", "words", "o.deep.list[:2]", "[1, 2, 'a']");
            }
            return pick(
                    () -> "[" + number(depth - 1) + ", " + text(depth - 1) + "]",
                    () -> "(" + list(depth - 1) + " + " + list(depth - 1) + ")",
                    () -> "(words | sort)",
                    () -> "(l | sort)");
        }
    }
}
