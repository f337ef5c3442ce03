package dev.refgate.run;

import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template whose text may not grow beyond a limit.
 *
 * @param limit in characters
 */
record BoundedTemplate(Template template, int limit) implements Template {

    @Override
    public String source() {
        return template.source();
    }

    @Override
    public Set<Reference> references() {
        return template.references();
    }

    @Override
    public @Nullable Object value(Scope scope) {
        Object value = template.value(scope);
        return value instanceof String text ? bounded(text) : value;
    }

    @Override
    public String text(Scope scope) {
        return bounded(template.text(scope));
    }

    private String bounded(String text) {
        if (text.length() > limit) {
            throw new TemplateException(
                    "the rendered text has " + text.length() + " characters (at most " + limit + ")");
        }
        return text;
    }
}
