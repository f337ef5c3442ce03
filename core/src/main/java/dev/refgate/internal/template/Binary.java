package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparison.
 *
 * @param limit characters that a text made here may have
 */
record Binary(Operator operator, Expression left, Expression right, int limit) implements Expression {

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        FLOOR_DIVIDE,
        MODULO,
        POWER
    }

    static final Map<String, Operator> COMPARISONS = Map.of(
            "==", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_OR_EQUAL,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_OR_EQUAL);

    @Override
    public Object evaluate(Scope scope) {
        Object a = left.evaluate(scope);
        Object b = right.evaluate(scope);
        return switch (operator) {
            case EQUAL -> Operators.equal(a, b);
            case NOT_EQUAL -> !Operators.equal(a, b);
            case LESS -> Operators.compare(a, b) < 0;
            case LESS_OR_EQUAL -> Operators.compare(a, b) <= 0;
            case GREATER -> Operators.compare(a, b) > 0;
            case GREATER_OR_EQUAL -> Operators.compare(a, b) >= 0;
            case IN -> Operators.contains(b, a);
            case NOT_IN -> !Operators.contains(b, a);
            case ADD -> Operators.add(a, b, limit);
            case MULTIPLY -> Operators.multiply(a, b, limit);
            default -> arithmetic(a, b);
        };
    }

    private Number arithmetic(@Nullable Object a, @Nullable Object b) {
        return switch (operator) {
            case SUBTRACT -> Numbers.subtract(Operators.number("subtract from", a), Operators.number("subtract", b));
            case DIVIDE -> Numbers.divide(Operators.number("divide", a), Operators.number("divide by", b));
            case FLOOR_DIVIDE -> Numbers.floorDivide(Operators.number("divide", a), Operators.number("divide by", b));
            case MODULO -> Numbers.modulo(Operators.number("divide", a), Operators.number("divide by", b));
            case POWER -> Numbers.power(Operators.number("raise", a), Operators.number("raise to the power of", b));
            default -> throw new IllegalStateException(operator.name());
        };
    }

    @Override
    public List<Expression> parts() {
        return List.of(left, right);
    }
}
