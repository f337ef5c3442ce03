package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code value | filter(arguments)} with a filter of jinjava. */
record LibraryFiltered(Expression value, String filter, Call call) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object input = value.evaluate(scope);
        return LibraryScope.of(scope)
                .filter(
                        filter,
                        input,
                        LibraryScope.values(call.positional(), scope),
                        LibraryScope.values(call.named(), scope));
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(Stream.of(value), call.all().stream()).toList();
    }
}
