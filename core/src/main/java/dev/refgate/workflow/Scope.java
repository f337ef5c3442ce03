package dev.refgate.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What a template can see while it is rendered. Values are JSON: null, Boolean, Long, BigInteger, Double, String,
 * {@code List}, {@code Map}; nothing that is reachable from here is changed by a template.
 */
public interface Scope {
    /** What {@link #find} answers for a name that is not there, so that null can be a value. */
    Object MISSING = new Object() {
        @Override
        public String toString() {
            return "MISSING";
        }
    };

    /** The value of a root name such as {@code inputs}, {@code _env} or a block's id; {@link #MISSING} when there is none. */
    @Nullable
    Object find(String name);

    /** When rendering has to be over, on the scale of {@link System#nanoTime()}. */
    long deadlineNanos();
}
