package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code value | filter(arguments)} with a filter of the fast path.
 *
 * @param arguments one per parameter of the filter; null where none was given
 * @param limit characters that a text made here may have
 */
record Filtered(Expression value, Filter filter, List<@Nullable Expression> arguments, int limit)
        implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object result = evaluateOrMissing(scope);
        if (result == Scope.MISSING) {
            throw new TemplateException("the filter \"" + filter.name() + "\" found nothing: its input is empty");
        }
        return result;
    }

    @Override
    public @Nullable Object evaluateOrMissing(Scope scope) {
        Object[] values = new Object[arguments.size()];
        Object input = value.evaluate(scope);
        for (int i = 0; i < values.length; i++) {
            Expression argument = arguments.get(i);
            values[i] = argument == null ? Scope.MISSING : argument.evaluate(scope);
        }
        return filter.body().apply(input, new Arguments(filter, values, limit));
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(Stream.of(value), arguments.stream().filter(Objects::nonNull))
                .toList();
    }
}
