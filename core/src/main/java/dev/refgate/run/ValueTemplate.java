package dev.refgate.run;

import dev.refgate.workflow.Scope;
import org.jspecify.annotations.Nullable;

/** A JSON value with templates in it, compiled. Rendered keys and values are never rendered again. */
@FunctionalInterface
public interface ValueTemplate {

    /** The value, new each time. */
    @Nullable
    Object render(Scope scope);
}
