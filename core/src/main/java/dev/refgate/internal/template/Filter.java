package dev.refgate.internal.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter of the fast path.
 *
 * @param name the word behind the bar
 * @param parameters the names of its parameters, in order
 * @param required how many of them have to be given
 * @param body what it does
 */
record Filter(String name, List<String> parameters, int required, Body body) {

    /** May answer {@link dev.refgate.workflow.Scope#MISSING}: nothing is there, and {@code default} may help. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(@Nullable Object value, Arguments arguments);
    }

    static Filter of(String name, Body body, String... parameters) {
        return new Filter(name, List.of(parameters), 0, body);
    }

    Filter requiring(int count) {
        return new Filter(name, parameters, count, body);
    }
}
