package dev.refgate.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares two plain values part by part. The order of a mapping's keys means nothing, that of a list does. */
final class ValueComparison {
    private static final Pattern SIMPLE_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final List<ValueChange> changes = new ArrayList<>();

    private ValueComparison() {}

    /** The differing parts of two mappings, by path. */
    static List<ValueChange> compare(Map<String, ?> from, Map<String, ?> to, Secrecy secrecy) {
        ValueComparison comparison = new ValueComparison();
        comparison.maps("", from, to, secrecy);
        return comparison.changes;
    }

    private void values(String path, @Nullable Object from, @Nullable Object to, Secrecy secrecy) {
        if (Objects.equals(from, to)) {
            return;
        }
        if (from instanceof Map<?, ?> before
                && to instanceof Map<?, ?> after
                && !before.isEmpty()
                && !after.isEmpty()) {
            maps(path, before, after, secrecy);
        } else if (from instanceof List<?> before && to instanceof List<?> after) {
            lists(path, before, after, secrecy);
        } else {
            add(path, present(from, secrecy), present(to, secrecy));
        }
    }

    private void maps(String path, Map<?, ?> from, Map<?, ?> to, Secrecy secrecy) {
        Set<Object> keys = new LinkedHashSet<>(from.keySet());
        keys.addAll(to.keySet());
        for (Object each : keys) {
            String key = String.valueOf(each);
            String inner = child(path, key);
            boolean sensitive = Mask.isSensitive(from.get(each)) || Mask.isSensitive(to.get(each));
            Secrecy below = secrecy.below(key, sensitive);
            if (from.containsKey(each) && to.containsKey(each)) {
                values(inner, from.get(each), to.get(each), below);
            } else {
                add(
                        inner,
                        from.containsKey(each) ? present(from.get(each), below) : Optional.empty(),
                        to.containsKey(each) ? present(to.get(each), below) : Optional.empty());
            }
        }
    }

    private void lists(String path, List<?> from, List<?> to, Secrecy secrecy) {
        Optional<Map<String, Object>> before = byId(from);
        Optional<Map<String, Object>> after = byId(to);
        if (before.isPresent() && after.isPresent()) {
            listsById(path, before.get(), after.get(), secrecy);
            return;
        }
        int head = 0;
        int shorter = Math.min(from.size(), to.size());
        while (head < shorter && Objects.equals(from.get(head), to.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && Objects.equals(from.get(from.size() - 1 - tail), to.get(to.size() - 1 - tail))) {
            tail++;
        }
        int both = shorter - tail;
        for (int i = head; i < both; i++) {
            values(path + "[" + i + "]", from.get(i), to.get(i), secrecy);
        }
        for (int i = both; i < from.size() - tail; i++) {
            add(path + "[" + i + "]", present(from.get(i), secrecy), Optional.empty());
        }
        for (int i = both; i < to.size() - tail; i++) {
            add(path + "[" + i + "]", Optional.empty(), present(to.get(i), secrecy));
        }
    }

    private void listsById(String path, Map<String, Object> from, Map<String, Object> to, Secrecy secrecy) {
        Set<String> ids = new LinkedHashSet<>(from.keySet());
        ids.addAll(to.keySet());
        for (String id : ids) {
            String inner = path + "[" + id + "]";
            if (from.containsKey(id) && to.containsKey(id)) {
                values(inner, from.get(id), to.get(id), secrecy);
            } else {
                add(
                        inner,
                        from.containsKey(id) ? present(from.get(id), secrecy) : Optional.empty(),
                        to.containsKey(id) ? present(to.get(id), secrecy) : Optional.empty());
            }
        }
        List<String> before = from.keySet().stream().filter(to::containsKey).toList();
        List<String> after = to.keySet().stream().filter(from::containsKey).toList();
        if (!before.equals(after)) {
            add(path + " (order)", Optional.of(new Value(before)), Optional.of(new Value(after)));
        }
    }

    /** The items by their ids, if each is a mapping with an id of its own. */
    private static Optional<Map<String, Object>> byId(List<?> list) {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)
                    || !(map.get("id") instanceof String id)
                    || items.put(id, map) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    private void add(String path, Optional<Value> from, Optional<Value> to) {
        changes.add(new ValueChange(path, from, to));
    }

    private static Optional<Value> present(@Nullable Object value, Secrecy secrecy) {
        return Optional.of(new Value(Mask.apply(value, secrecy)));
    }

    private static String child(String path, String key) {
        if (!SIMPLE_KEY.matcher(key).matches()) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
