package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters over lists; a text counts as the list of its characters, a mapping as the list of its keys. */
final class ListFilters {

    private ListFilters() {}

    static List<Filter> all() {
        return List.of(
                Filter.of("length", ListFilters::length),
                Filter.of("first", ListFilters::first),
                Filter.of("last", ListFilters::last),
                Filter.of("list", (value, call) -> new ArrayList<>(items(value, call))),
                Filter.of("items", ListFilters::pairs),
                Filter.of("reverse", ListFilters::reverse),
                Filter.of("join", ListFilters::join, "d", "attribute"),
                Filter.of("sort", ListFilters::sort, "reverse", "case_sensitive", "attribute"),
                Filter.of("unique", ListFilters::unique, "case_sensitive", "attribute"),
                Filter.of("min", (value, call) -> extreme(value, call, -1), "case_sensitive", "attribute"),
                Filter.of("max", (value, call) -> extreme(value, call, 1), "case_sensitive", "attribute"),
                Filter.of("sum", ListFilters::sum, "attribute", "start"),
                Filter.of("batch", ListFilters::batch, "linecount", "fill_with").requiring(1),
                Filter.of("groupby", ListFilters::group, "attribute").requiring(1),
                Filter.of("dictsort", ListFilters::sortMapping, "case_sensitive", "by", "reverse"));
    }

    private static List<?> items(@Nullable Object value, Arguments call) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof String text) {
            return Texts.characters(text);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        throw call.needs("a list", value);
    }

    private static Object length(@Nullable Object value, Arguments call) {
        if (value instanceof String text) {
            return (long) Texts.length(text);
        }
        return value instanceof Map<?, ?> map
                ? (long) map.size()
                : (long) items(value, call).size();
    }

    private static @Nullable Object first(@Nullable Object value, Arguments call) {
        List<?> items = items(value, call);
        return items.isEmpty() ? Scope.MISSING : items.get(0);
    }

    private static @Nullable Object last(@Nullable Object value, Arguments call) {
        List<?> items = items(value, call);
        return items.isEmpty() ? Scope.MISSING : items.get(items.size() - 1);
    }

    private static Object pairs(@Nullable Object value, Arguments call) {
        if (value instanceof Map<?, ?> map) {
            return MethodCall.pairs(map);
        }
        throw call.needs("a mapping", value);
    }

    private static Object reverse(@Nullable Object value, Arguments call) {
        if (value instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        List<@Nullable Object> reversed = new ArrayList<>(items(value, call));
        Collections.reverse(reversed);
        return reversed;
    }

    private static Object join(@Nullable Object value, Arguments call) {
        String separator = call.text(0, "");
        Output output = new Output(call.limit(), 64);
        boolean further = false;
        for (Object item : items(value, call)) {
            if (further) {
                output.append(separator);
            }
            TextRendering.append(output, attribute(item, 1, call));
            further = true;
        }
        return output.toString();
    }

    private static Object sort(@Nullable Object value, Arguments call) {
        List<@Nullable Object> sorted = new ArrayList<>(items(value, call));
        Comparator<@Nullable Object> order = order(call, 1);
        sorted.sort(call.truth(0, false) ? order.reversed() : order);
        return sorted;
    }

    private static Object unique(@Nullable Object value, Arguments call) {
        List<@Nullable Object> kept = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Object item : items(value, call)) {
            if (seen.add(EqualityKey.of(key(item, call, 0)))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static @Nullable Object extreme(@Nullable Object value, Arguments call, int sign) {
        Comparator<@Nullable Object> order = order(call, 0);
        Object best = Scope.MISSING;
        for (Object item : items(value, call)) {
            if (best == Scope.MISSING || order.compare(item, best) * sign > 0) {
                best = item;
            }
        }
        return best;
    }

    private static Object sum(@Nullable Object value, Arguments call) {
        Object sum = call.value(1, 0L);
        for (Object item : items(value, call)) {
            sum = Numbers.add(Operators.number("add", sum), Operators.number("add", attribute(item, 0, call)));
        }
        return Operators.number("add", sum);
    }

    private static Object batch(@Nullable Object value, Arguments call) {
        int size = call.integer(0, 1);
        if (size < 1 || size > Limits.ITEMS) {
            throw new TemplateException("the filter \"batch\" needs a size of 1 to " + Limits.ITEMS);
        }
        List<Object> batches = new ArrayList<>();
        List<?> items = items(value, call);
        for (int i = 0; i < items.size(); i += size) {
            List<@Nullable Object> batch = new ArrayList<>(items.subList(i, Math.min(items.size(), i + size)));
            while (batch.size() < size && call.isGiven(1) && call.value(1, null) != null) {
                batch.add(call.value(1, null));
            }
            batches.add(batch);
        }
        return batches;
    }

    /** Mappings with the keys {@code grouper} and {@code list}, in the order of the groupers. */
    private static Object group(@Nullable Object value, Arguments call) {
        Map<Object, Map<String, @Nullable Object>> groups = new LinkedHashMap<>();
        List<@Nullable Object> sorted = new ArrayList<>(items(value, call));
        sorted.sort((a, b) -> Operators.compare(attribute(a, 0, call), attribute(b, 0, call)));
        for (Object item : sorted) {
            Object grouper = attribute(item, 0, call);
            Map<String, @Nullable Object> group =
                    groups.computeIfAbsent(EqualityKey.of(grouper), key -> new LinkedHashMap<>());
            group.putIfAbsent("grouper", grouper);
            members(group).add(item);
        }
        return new ArrayList<>(groups.values());
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> members(Map<String, @Nullable Object> group) {
        return (List<@Nullable Object>)
                Objects.requireNonNull(group.computeIfAbsent("list", key -> new ArrayList<@Nullable Object>()));
    }

    private static Object sortMapping(@Nullable Object value, Arguments call) {
        if (!(value instanceof Map<?, ?> map)) {
            throw call.needs("a mapping", value);
        }
        int position = call.text(1, "key").equals("value") ? 1 : 0;
        List<Object> pairs = MethodCall.pairs(map);
        Comparator<Object> order = (a, b) -> Operators.compare(
                folded(((List<?>) a).get(position), call, 0), folded(((List<?>) b).get(position), call, 0));
        pairs.sort(call.truth(2, false) ? order.reversed() : order);
        return pairs;
    }

    /** The order of keys: texts without regard to case, unless the parameter at {@code caseSensitive} says so. */
    private static Comparator<@Nullable Object> order(Arguments call, int caseSensitive) {
        return (a, b) -> Operators.compare(key(a, call, caseSensitive), key(b, call, caseSensitive));
    }

    /** What an item is compared by; the parameter behind {@code caseSensitive} names the attribute. */
    private static @Nullable Object key(@Nullable Object item, Arguments call, int caseSensitive) {
        return folded(attribute(item, caseSensitive + 1, call), call, caseSensitive);
    }

    private static @Nullable Object folded(@Nullable Object key, Arguments call, int caseSensitive) {
        return key instanceof String text && !call.truth(caseSensitive, false) ? text.toLowerCase(Locale.ROOT) : key;
    }

    private static @Nullable Object attribute(@Nullable Object item, int position, Arguments call) {
        if (!call.isGiven(position) || call.value(position, null) == null) {
            return item;
        }
        return Attributes.resolve(item, call.text(position, ""));
    }
}
