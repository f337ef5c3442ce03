package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.stream.Stream;

/** {@code pattern | format(values)}. */
record Formatted(Expression pattern, List<Expression> values, int limit) implements Expression {

    Formatted {
        values = List.copyOf(values);
    }

    @Override
    public Object evaluate(Scope scope) {
        if (pattern.evaluate(scope) instanceof String text) {
            return Format.format(text, LibraryScope.values(values, scope), limit);
        }
        throw new TemplateException("the filter \"format\" needs a text as its pattern");
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(Stream.of(pattern), values.stream()).toList();
    }
}
