package dev.refgate.internal.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a value a key that equals another exactly when {@code ==} holds between the values. */
final class EqualityKey {

    private EqualityKey() {}

    static Object of(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return Numbers.exact(truth ? 1L : 0L).stripTrailingZeros();
        }
        if (value instanceof Number number) {
            return Numbers.exact(number).stripTrailingZeros();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(EqualityKey::of).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> keys = new LinkedHashMap<>();
            map.forEach((key, item) -> keys.put(String.valueOf(key), of(item)));
            return keys;
        }
        return value == null ? Optional.empty() : value;
    }
}
