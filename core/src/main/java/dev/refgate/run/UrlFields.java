package dev.refgate.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and values as a query or a form: {@code a=1&b=x%20y}. */
final class UrlFields {

    private UrlFields() {}

    /**
     * @param fields names to texts, numbers, truth values, or lists of these; null is left out
     * @throws BlockException when a value is something else
     */
    static String encode(@Nullable Object fields) {
        List<String> pairs = new ArrayList<>();
        if (fields instanceof Map<?, ?> map) {
            map.forEach((name, value) -> add(pairs, String.valueOf(name), value));
        }
        return String.join("&", pairs);
    }

    private static void add(List<String> pairs, String name, @Nullable Object value) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> add(pairs, name, item));
        } else if (value instanceof Map<?, ?>) {
            throw new BlockException(
                    "the field \"" + name
                            + "\" is a mapping (expected a text, a number, a truth value, or a list of these)",
                    false);
        } else if (value != null) {
            pairs.add(encoded(name) + "=" + encoded(String.valueOf(value)));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
