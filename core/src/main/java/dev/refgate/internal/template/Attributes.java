package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths that are given as a text, as in {@code sort(attribute='customer.name')}. */
final class Attributes {

    private Attributes() {}

    static @Nullable Object resolve(@Nullable Object item, String path) {
        Object value = find(item, path);
        if (value == Scope.MISSING) {
            throw new TemplateException("an item has no attribute \"" + path + "\"");
        }
        return value;
    }

    static @Nullable Object find(@Nullable Object item, String path) {
        Object value = item;
        for (String key : path.split("\\.", -1)) {
            value = isIndex(key) && !(value instanceof Map)
                    ? Operators.item(value, Long.valueOf(key))
                    : Operators.member(value, key);
        }
        return value;
    }

    private static boolean isIndex(String key) {
        return !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
