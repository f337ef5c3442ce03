package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import org.jspecify.annotations.Nullable;

/** Paths that are given as a text, as in {@code sort(attribute='customer.name')}. */
final class Attributes {

    private Attributes() {}

    static @Nullable Object resolve(@Nullable Object item, String path) {
        Object value = item;
        for (String key : path.split("\\.", -1)) {
            boolean index = !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
            value = index && !(value instanceof java.util.Map)
                    ? Operators.item(value, Long.valueOf(key))
                    : Operators.member(value, key);
            if (value == Scope.MISSING) {
                throw new TemplateException("an item has no attribute \"" + path + "\"");
            }
        }
        return value;
    }
}
