package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;

/** {@code not x}, {@code -x}, {@code +x}. */
record Unary(Operator operator, Expression operand) implements Expression {

    enum Operator {
        NOT,
        NEGATE,
        PLUS
    }

    @Override
    public Object evaluate(Scope scope) {
        Object value = operand.evaluate(scope);
        return switch (operator) {
            case NOT -> !Operators.truth(value);
            case NEGATE -> Numbers.negate(Operators.number("negate", value));
            case PLUS -> Operators.number("put + before", value);
        };
    }

    @Override
    public List<Expression> parts() {
        return List.of(operand);
    }
}
