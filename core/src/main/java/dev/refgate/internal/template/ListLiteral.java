package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code [a, b]}, and {@code (a, b)}. */
record ListLiteral(List<Expression> items) implements Expression {

    ListLiteral {
        items = List.copyOf(items);
    }

    @Override
    public Object evaluate(Scope scope) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        for (Expression item : items) {
            list.add(item.evaluate(scope));
        }
        return list;
    }

    @Override
    public List<Expression> parts() {
        return items;
    }
}
