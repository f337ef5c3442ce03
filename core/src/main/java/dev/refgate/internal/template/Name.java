package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A root name, such as {@code inputs}. */
record Name(String name) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object value = scope.find(name);
        if (value == Scope.MISSING) {
            throw missing(scope);
        }
        return value;
    }

    @Override
    public @Nullable Object evaluateOrMissing(Scope scope) {
        return scope.find(name);
    }

    @Override
    public List<Expression> parts() {
        return List.of();
    }

    @Override
    public String label() {
        return name;
    }
}
