package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code value is test(argument)} with a test of the fast path; the argument is null for a test that takes none. */
record Tested(
        Expression value,
        Tests.Test test,
        boolean negated,
        @Nullable Expression argument) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        Object input = value.evaluate(scope);
        Object other = argument == null ? null : argument.evaluate(scope);
        return test.body().accepts(input, other) != negated;
    }

    @Override
    public List<Expression> parts() {
        return Stream.of(value, argument).filter(Objects::nonNull).toList();
    }
}
