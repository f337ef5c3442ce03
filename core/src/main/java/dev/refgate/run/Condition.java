package dev.refgate.run;

import dev.refgate.workflow.Scope;

/**
 * A truth value, or a template that gives one. False are: false, null, zero, the empty text, the text {@code false} in any
 * case, an empty list, an empty mapping. Everything else is true.
 */
@FunctionalInterface
public interface Condition {

    boolean isTrue(Scope scope);
}
