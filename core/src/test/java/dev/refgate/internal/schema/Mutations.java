package dev.refgate.internal.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Every way to spoil one place of a document: keys left out, misspelt and added, values of every other kind. */
final class Mutations {
    private static final List<Object> OTHER_VALUES = Arrays.asList(
            null,
            true,
            -1L,
            0L,
            1.0,
            2.5,
            new BigInteger("123456789012345678901234567890"),
            "",
            "some text",
            "production",
            List.of(),
            List.of("a"),
            Map.of(),
            Map.of("a", 1L));

    private final List<Mutation> found = new ArrayList<>();

    private Mutations() {}

    /** A spoilt document, and what was done to it. */
    record Mutation(String description, Object document) {}

    static List<Mutation> of(Object document) {
        Mutations mutations = new Mutations();
        mutations.visit("$", document, Function.identity());
        return mutations.found;
    }

    /** @param rebuild makes the whole document of another value for this place */
    private void visit(String path, Object value, Function<Object, Object> rebuild) {
        OTHER_VALUES.forEach(other -> add(path + " := " + other, rebuild, other));
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> visitKey(path, map, key, child, rebuild));
            add(path + " + unknown_key", rebuild, with(map, "unknown_key", "x"));
            add(path + " + \"\"", rebuild, with(map, "", "x"));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                add(path + " - [" + i + "]", rebuild, without(list, index));
                visit(path + "[" + i + "]", list.get(i), other -> rebuild.apply(with(list, index, other)));
            }
        } else if (value instanceof String text) {
            List.of(
                            text + "\n",
                            " " + text,
                            text + "!",
                            text + "é",
                            text + ".",
                            text + "/",
                            text.toUpperCase(Locale.ROOT),
                            text + text)
                    .forEach(other -> add(path + " := " + other, rebuild, other));
        }
    }

    private void visitKey(String path, Map<?, ?> map, Object key, Object child, Function<Object, Object> rebuild) {
        add(path + " - " + key, rebuild, without(map, key));
        for (String other : List.of(key + "x", key + "\n", "1" + key, key + " ")) {
            add(path + "." + key + " -> " + other, rebuild, with(without(map, key), other, child));
        }
        visit(path + "." + key, child, other -> rebuild.apply(with(map, key, other)));
    }

    private void add(String description, Function<Object, Object> rebuild, Object value) {
        found.add(new Mutation(description, rebuild.apply(value)));
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object key, Object value) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static Map<Object, Object> without(Map<?, ?> map, Object key) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return copy;
    }

    private static List<Object> with(List<?> list, int index, Object value) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(index, value);
        return copy;
    }

    private static List<Object> without(List<?> list, int index) {
        List<Object> copy = new ArrayList<>(list);
        copy.remove(index);
        return copy;
    }
}
