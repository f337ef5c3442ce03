package dev.refgate.run;

import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import java.util.Set;

/** A text without any template syntax in it. */
record LiteralTemplate(String source) implements Template {

    @Override
    public Set<Reference> references() {
        return Set.of();
    }

    @Override
    public String value(Scope scope) {
        return source;
    }

    @Override
    public String text(Scope scope) {
        return source;
    }
}
