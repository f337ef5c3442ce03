package dev.refgate.report;

import dev.refgate.diff.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plain values as short texts for people, in the style of JSON. */
final class Plain {
    private static final int LONGEST = 160;
    private static final int KEPT = 24;

    private Plain() {}

    /** A value before and after; of long texts, the part around the first difference. */
    record Pair(String from, String to) {}

    static Pair pair(Value from, Value to) {
        String before = text(from.plain());
        String after = text(to.plain());
        int start = 0;
        if (before.length() > LONGEST || after.length() > LONGEST) {
            start = Math.max(0, commonPrefix(before, after) - KEPT);
        }
        return new Pair(from(before, start), from(after, start));
    }

    static String text(Optional<Value> value) {
        return value.map(each -> Visible.cut(text(each.plain()), LONGEST)).orElse("");
    }

    private static String from(String text, int start) {
        boolean splitsPair = start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start));
        return start == 0
                ? Visible.cut(text, LONGEST)
                : "…" + Visible.cut(text.substring(Math.min(text.length(), splitsPair ? start + 1 : start)), LONGEST);
    }

    private static int commonPrefix(String first, String second) {
        int length = 0;
        while (length < Math.min(first.length(), second.length()) && first.charAt(length) == second.charAt(length)) {
            length++;
        }
        return length;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Plain::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : String.valueOf(value);
    }
}
