package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value | default(otherwise)}, for what is missing; {@code default(otherwise, true)}, for what is false as well. */
record Defaulted(Expression value, Expression otherwise, Expression alsoForFalse) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object found = value.evaluateOrMissing(scope);
        boolean replaced =
                found == Scope.MISSING || (!Operators.truth(found) && Operators.truth(alsoForFalse.evaluate(scope)));
        return replaced ? otherwise.evaluate(scope) : found;
    }

    @Override
    public List<Expression> parts() {
        return List.of(value, otherwise, alsoForFalse);
    }
}
