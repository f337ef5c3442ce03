package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Going through values: the items of a list, the keys of a mapping, the characters of a text. */
final class Iteration {

    private Iteration() {}

    static List<?> items(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return Texts.characters(text);
        }
        throw new TemplateException("cannot loop over " + Operators.kind(value));
    }

    /** The items of a list of just that many, by the names that they are unpacked to. */
    static Map<String, @Nullable Object> unpack(List<String> names, @Nullable Object value) {
        if (!(value instanceof List<?> list) || list.size() != names.size()) {
            throw new TemplateException("cannot unpack " + Operators.kind(value) + " into " + String.join(", ", names)
                    + ": a list of " + names.size() + " items is needed");
        }
        Map<String, @Nullable Object> unpacked = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            unpacked.put(names.get(i), list.get(i));
        }
        return unpacked;
    }
}
