package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a and b}, {@code a or b}: as in Python, the operand that decided; the second is not looked at without need. */
record Logic(boolean conjunction, Expression left, Expression right) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object first = left.evaluate(scope);
        return Operators.truth(first) == conjunction ? right.evaluate(scope) : first;
    }

    @Override
    public List<Expression> parts() {
        return List.of(left, right);
    }
}
