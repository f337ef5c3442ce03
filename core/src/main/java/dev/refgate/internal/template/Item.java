package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The item that is at hand in {@code map}, {@code select} and their kin. */
record Item() implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        return ((ItemScope) scope).item();
    }

    @Override
    public List<Expression> parts() {
        return List.of();
    }

    @Override
    public String label() {
        return "an item";
    }
}
