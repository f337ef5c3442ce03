package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a template defines itself, from the innermost block outwards. */
final class Frame {
    private final @Nullable Frame parent;
    private final Map<String, @Nullable Object> names = new HashMap<>();

    Frame(@Nullable Frame parent) {
        this.parent = parent;
    }

    /** The innermost value of the name; {@link Scope#MISSING} when the template defines none. */
    @Nullable
    Object find(String name) {
        for (Frame frame = this; frame != null; frame = frame.parent) {
            Object value = frame.names.get(name);
            if (value != null || frame.names.containsKey(name)) {
                return value;
            }
        }
        return Scope.MISSING;
    }

    /** Whether the template defines the name, even as a parameter that got no value. */
    boolean isDefined(String name) {
        return names.containsKey(name) || (parent != null && parent.isDefined(name));
    }

    @Nullable
    Frame parent() {
        return parent;
    }

    void define(String name, @Nullable Object value) {
        names.put(name, value);
    }
}
