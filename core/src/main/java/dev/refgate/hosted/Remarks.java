package dev.refgate.hosted;

import dev.refgate.hosted.Remark.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is to be said. */
final class Remarks {
    private final List<Remark> found = new ArrayList<>();

    void lost(String where, String text) {
        add(Kind.LOST, where, text);
    }

    void leftOut(String where, String text) {
        add(Kind.LEFT_OUT, where, text);
    }

    void settings(String text) {
        add(Kind.SETTINGS, "settings", text);
    }

    void toDo(String where, String text) {
        add(Kind.TO_DO, where, text);
    }

    void check(String where, String text) {
        add(Kind.CHECK, where, text);
    }

    private void add(Kind kind, String where, String text) {
        Remark remark = new Remark(kind, where, text);
        if (!found.contains(remark)) {
            found.add(remark);
        }
    }

    /** Those of {@code keys} that hold something. */
    void lostIfAny(String where, Map<String, ?> values, String why, String... keys) {
        addIfAny(Kind.LOST, where, values, why, keys);
    }

    /** The same for what no run depends on. */
    void leftOutIfAny(String where, Map<String, ?> values, String why, String... keys) {
        addIfAny(Kind.LEFT_OUT, where, values, why, keys);
    }

    private void addIfAny(Kind kind, String where, Map<String, ?> values, String why, String... keys) {
        for (String key : keys) {
            if (isSomething(values.get(key))) {
                add(kind, where, key + ": " + why);
            }
        }
    }

    /** All but these keys. */
    void lostBut(String where, Map<String, ?> values, String why, Collection<String> known) {
        values.forEach((key, value) -> {
            if (!known.contains(key) && isSomething(value)) {
                lost(where, key + ": " + why);
            }
        });
    }

    static boolean isSomething(@Nullable Object value) {
        return value != null
                && !value.equals("")
                && !value.equals(false)
                && !(value instanceof Collection<?> items && items.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    List<Remark> all() {
        return List.copyOf(found);
    }
}
