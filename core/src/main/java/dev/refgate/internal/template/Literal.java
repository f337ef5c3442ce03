package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text, a number, a truth value or null, written out. */
record Literal(@Nullable Object value) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        return value;
    }

    @Override
    public List<Expression> parts() {
        return List.of();
    }
}
