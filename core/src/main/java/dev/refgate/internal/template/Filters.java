package dev.refgate.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The filters that the fast path knows, besides {@code default}. */
final class Filters {
    private static final Map<String, Filter> ALL = new TreeMap<>();

    static {
        TextFilters.all().forEach(Filters::add);
        NumberFilters.all().forEach(Filters::add);
        ListFilters.all().forEach(Filters::add);
        alias("count", "length");
    }

    private Filters() {}

    static @Nullable Filter find(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    private static void add(Filter filter) {
        ALL.put(filter.name(), filter);
    }

    private static void alias(String alias, String name) {
        Filter filter = Objects.requireNonNull(ALL.get(name));
        ALL.put(alias, new Filter(alias, filter.parameters(), filter.required(), filter.body()));
    }
}
