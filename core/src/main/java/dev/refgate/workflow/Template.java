package dev.refgate.workflow;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled Jinja template. Immutable; safe for use by many threads. Rendering throws {@link TemplateException} for a
 * missing name, a wrong operand, a passed deadline, or too much output; a rendered text is never rendered again.
 */
public interface Template {

    /** The text that it was compiled from. */
    String source();

    /** The names outside the template that it may read; names that it defines itself are left out. */
    Set<Reference> references();

    /**
     * The rendered value. A source that is one single expression, white space around it aside, gives the expression's
     * value with its type; everything else gives text.
     */
    @Nullable
    Object value(Scope scope);

    /** The rendered text; null is the empty text, lists and maps are JSON. */
    String text(Scope scope);
}
