package dev.refgate.test;

import dev.refgate.document.Nearest;
import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a test's table. {@code {{column}}} is replaced once; a text that is nothing but that becomes the value itself,
 * whatever its type. What else stands in double braces, such as {@code {{ _env.KEY }}}, is text like any other.
 *
 * @param row by column; null for a test without a table, in which nothing is replaced
 */
record Columns(@Nullable Map<String, Object> row) {
    static final Columns NONE = new Columns(null);

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{ *([A-Za-z_][A-Za-z0-9_-]*) *\\}\\}");

    @Nullable
    Object replace(@Nullable Object value) {
        if (row == null) {
            return value;
        }
        if (value instanceof String text) {
            Matcher whole = REFERENCE.matcher(text);
            return whole.matches() ? value(row, whole.group(1)) : text(text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> replaced = new ArrayList<>();
            list.forEach(item -> replaced.add(replace(item)));
            return replaced;
        }
        return value instanceof Map<?, ?> map ? map(map) : value;
    }

    /** The same for a mapping; its keys stay as they are. */
    Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        map.forEach((key, item) -> put(replaced, String.valueOf(key), replace(item)));
        return replaced;
    }

    @SuppressWarnings("NullAway") // values of JSON may be null
    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }

    /** The same for a text that stays one. */
    String text(String text) {
        if (row == null) {
            return text;
        }
        Map<String, Object> values = row;
        return REFERENCE
                .matcher(text)
                .replaceAll(
                        (MatchResult found) -> Matcher.quoteReplacement(Values.text(value(values, found.group(1)))));
    }

    /**
     * @throws InvalidArgumentException when there is no such column
     */
    @Nullable
    Object value(String column) {
        if (row == null) {
            throw new InvalidArgumentException("{{" + column + "}}: the test has no table (expected each)");
        }
        return value(row, column);
    }

    private static @Nullable Object value(Map<String, Object> row, String column) {
        if (!row.containsKey(column)) {
            throw new InvalidArgumentException("{{" + column + "}}: no such column (expected one of: "
                    + String.join(", ", row.keySet()) + ")" + Nearest.hint(column, row.keySet()));
        }
        return row.get(column);
    }
}
