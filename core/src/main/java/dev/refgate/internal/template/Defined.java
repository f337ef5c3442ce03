package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;

/** {@code value is defined}, {@code value is not defined}. */
record Defined(Expression value, boolean negated) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        return (value.evaluateOrMissing(scope) == Scope.MISSING) == negated;
    }

    @Override
    public List<Expression> parts() {
        return List.of(value);
    }
}
