package dev.refgate.hosted;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What blocks are called in the other product, and where templates find their outputs there. */
final class BlockNames {
    /** Texts in quotes, which stay; or a name that is no part of another's path, and {@code .output} behind it. */
    private static final Pattern NAMES =
            Pattern.compile("'[^']*'|\"[^\"]*\"|(?<![\\w.])([A-Za-z_]\\w*)((?:\\s*\\.\\s*\\w+){0,2})");

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<String>> paths = new HashMap<>();

    /** Gives a block a name that this product allows; the same where it can stay. */
    String add(String name) {
        String wanted = FORM.matcher(name).matches() ? name : form(name);
        String free = wanted;
        for (int i = 2; names.containsValue(free); i++) {
            free = wanted + "_" + i;
        }
        names.put(name, free);
        return free;
    }

    private static String form(String name) {
        String form =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("_+$", "");
        return FORM.matcher(form).matches() ? form : "block_" + form.replaceAll("^_+", "");
    }

    void put(String name, String other) {
        names.put(name, other);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /**
     * Says that templates which name a block find something else behind its name.
     *
     * @param path makes {@code .output} what it has to be
     */
    void path(String name, UnaryOperator<String> path) {
        paths.put(name, path);
    }

    /** A value with other names in its templates, wherever they are. */
    @Nullable
    Object rewrite(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(this::rewrite).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> rewritten = new LinkedHashMap<>();
            map.forEach((key, item) -> rewritten.put(String.valueOf(key), rewrite(item)));
            return rewritten;
        }
        return value;
    }

    /** Templates begin and end with two characters. Each text is looked through once, however many of them have no end. */
    private String text(String text) {
        StringBuilder rewritten = new StringBuilder();
        int done = 0;
        int lastExpressionEnd = text.lastIndexOf("}}");
        int lastStatementEnd = text.lastIndexOf("%}");
        for (int start = text.indexOf('{'); start >= 0; start = text.indexOf('{', Math.max(start + 1, done))) {
            boolean expression = text.startsWith("{{", start);
            int lastEnd = expression ? lastExpressionEnd : text.startsWith("{%", start) ? lastStatementEnd : -1;
            if (lastEnd >= start + 2) {
                int end = text.indexOf(expression ? "}}" : "%}", start + 2) + 2;
                rewritten.append(text, done, start).append(names(text.substring(start, end)));
                done = end;
            }
        }
        return rewritten.append(text, done, text.length()).toString();
    }

    private String names(String template) {
        return NAMES.matcher(template)
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group(1) == null ? name.group() : named(name.group(1), name.group(2))));
    }

    private String named(String name, String path) {
        return names.getOrDefault(name, name)
                + paths.getOrDefault(name, UnaryOperator.identity()).apply(path);
    }
}
