package dev.refgate.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Blocks' ids before and after, and what values look like when they follow the renamed ids. */
final class Renames {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?\\}\\}|\\{%.*?%\\}", Pattern.DOTALL);
    private static final Pattern ROOT_NAME = Pattern.compile("(?<![\\w.'\"])[a-z][a-z0-9_]*+(?=\\s*+[.\\[])");

    private final Map<String, String> newIds = new LinkedHashMap<>();
    private final Map<String, String> oldIds = new HashMap<>();

    void add(String from, String to) {
        newIds.put(from, to);
        oldIds.put(to, from);
    }

    Map<String, String> newIds() {
        return newIds;
    }

    /** The id after the change. */
    String follow(String id) {
        return newIds.getOrDefault(id, id);
    }

    /** The id before the change. */
    String previous(String id) {
        return oldIds.getOrDefault(id, id);
    }

    /** A mapping whose templates name renamed blocks by their new ids. */
    Map<String, Object> follow(Map<String, ?> value) {
        Map<String, Object> followed = new LinkedHashMap<>();
        value.forEach((key, each) -> followed.put(key, followValue(each)));
        return followed;
    }

    private @Nullable Object followValue(@Nullable Object value) {
        if (newIds.isEmpty()) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> followed = new LinkedHashMap<>();
            map.forEach((key, each) -> followed.put(String.valueOf(key), followValue(each)));
            return followed;
        }
        if (value instanceof List<?> list) {
            List<Object> followed = new ArrayList<>(list.size());
            list.forEach(each -> followed.add(followValue(each)));
            return followed;
        }
        return value instanceof String text ? followText(text) : value;
    }

    private String followText(String text) {
        return TEMPLATE.matcher(text)
                .replaceAll(template -> Matcher.quoteReplacement(ROOT_NAME
                        .matcher(template.group())
                        .replaceAll(name -> Matcher.quoteReplacement(follow(name.group())))));
    }
}
