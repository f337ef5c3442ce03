package dev.refgate.run;

import dev.refgate.workflow.Scope;
import org.jspecify.annotations.Nullable;

/** A JSON value with templates in it, compiled. Rendered keys and values are never rendered again. */
@FunctionalInterface
public interface ValueTemplate {

    /** The value. Lists and mappings in it cannot be changed; runs share those that have no template in them. */
    @Nullable
    Object render(Scope scope);
}
