package dev.refgate.internal.template;

import com.hubspot.jinjava.objects.SafeString;
import com.hubspot.jinjava.objects.date.PyishDate;
import dev.refgate.workflow.TemplateException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what jinjava's filters give into plain JSON values. */
final class PlainValues {

    private PlainValues() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Collection<?> items) {
            return list(items);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            List<@Nullable Object> pair = new ArrayList<>(2);
            pair.add(of(entry.getKey()));
            pair.add(of(entry.getValue()));
            return pair;
        }
        if (value instanceof SafeString || value instanceof Character || value instanceof PyishDate) {
            return value.toString();
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        throw new TemplateException("a filter gave a value that has no JSON form");
    }

    private static Number number(Number number) {
        if (Numbers.isWhole(number)) {
            return Numbers.narrow(Numbers.exact(number).toBigInteger());
        }
        if (number instanceof BigDecimal decimal && decimal.scale() <= 0) {
            return Numbers.narrow(decimal.toBigInteger());
        }
        return number.doubleValue();
    }

    private static List<@Nullable Object> list(Collection<?> items) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        for (Object item : items) {
            list.add(of(item));
        }
        return list;
    }

    private static Map<String, @Nullable Object> mapping(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), of(value)));
        return result;
    }

    private static List<@Nullable Object> array(Object array) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(of(Array.get(array, i)));
        }
        return list;
    }
}
