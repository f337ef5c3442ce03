package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import java.util.stream.Stream;

/** {@code value is test(arguments)} with a test of jinjava. */
record LibraryTested(Expression value, String test, boolean negated, List<Expression> arguments) implements Expression {

    LibraryTested {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Object evaluate(Scope scope) {
        Object input = value.evaluate(scope);
        return LibraryScope.of(scope).test(test, input, LibraryScope.values(arguments, scope)) != negated;
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(Stream.of(value), arguments.stream()).toList();
    }
}
