package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scope over a map, with a minute to render. */
record MapScope(Map<String, ?> names, long deadlineNanos) implements Scope {

    static MapScope of(Map<String, ?> names) {
        return within(names, Duration.ofMinutes(1));
    }

    static MapScope within(Map<String, ?> names, Duration time) {
        return new MapScope(names, System.nanoTime() + time.toNanos());
    }

    @Override
    public @Nullable Object find(String name) {
        Object value = names.get(name);
        return value != null || names.containsKey(name) ? value : MISSING;
    }
}
