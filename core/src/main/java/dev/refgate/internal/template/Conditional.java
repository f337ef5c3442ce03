package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code then if condition else otherwise}; without {@code else}, null. */
record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        return chosen(scope).evaluate(scope);
    }

    @Override
    public @Nullable Object evaluateOrMissing(Scope scope) {
        return chosen(scope).evaluateOrMissing(scope);
    }

    private Expression chosen(Scope scope) {
        return Operators.truth(condition.evaluate(scope)) ? then : otherwise;
    }

    @Override
    public List<Expression> parts() {
        return List.of(condition, then, otherwise);
    }
}
