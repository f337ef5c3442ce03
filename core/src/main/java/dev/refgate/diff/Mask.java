package dev.refgate.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Masks secrets in plain values. */
final class Mask {
    static final String MASKED = "***";
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{-?\\s*+[A-Za-z_][A-Za-z0-9_]*+(?:\\.[A-Za-z0-9_]++)*+\\s*+-?\\}\\}");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\s*+(?:bearer|basic|token|digest|apikey)?+\\s*+");

    private Mask() {}

    /** The value with secrets replaced. */
    static @Nullable Object apply(@Nullable Object value, Secrecy secrecy) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((key, each) -> masked.put(
                    String.valueOf(key), apply(each, secrecy.below(String.valueOf(key), isSensitive(each)))));
            return masked;
        }
        if (value instanceof List<?> list) {
            List<Object> masked = new ArrayList<>(list.size());
            list.forEach(each -> masked.add(apply(each, secrecy)));
            return masked;
        }
        if (value instanceof String text) {
            return secrecy == Secrecy.SECRET && hides(text) ? MASKED : LineMask.literals(text);
        }
        return value instanceof Number && secrecy == Secrecy.SECRET ? MASKED : value;
    }

    /** Whether a text at a secret place is to be masked: one that only refers to a value elsewhere says no secret. */
    static boolean hides(String text) {
        String rest = REFERENCE.matcher(text).replaceAll("");
        return !text.isBlank()
                && (rest.length() == text.length() || !SCHEME.matcher(rest).matches());
    }

    static boolean isSensitive(@Nullable Object value) {
        return value instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("sensitive"));
    }
}
