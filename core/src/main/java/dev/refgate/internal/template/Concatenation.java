package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;

/** {@code a ~ b ~ c}: the texts of the operands, joined. */
record Concatenation(List<Expression> parts, int limit) implements Expression {

    Concatenation {
        parts = List.copyOf(parts);
    }

    @Override
    public Object evaluate(Scope scope) {
        Output output = new Output(limit, 64);
        for (Expression part : parts) {
            TextRendering.append(output, part.evaluate(scope));
        }
        return output.toString();
    }
}
