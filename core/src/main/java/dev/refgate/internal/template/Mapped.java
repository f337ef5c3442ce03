package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code list | map(…)}: what {@code body} makes of each item. */
record Mapped(Expression value, Expression body) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        List<?> items = Iteration.items(value.evaluate(scope));
        List<@Nullable Object> mapped = new ArrayList<>(items.size());
        ItemScope names = new ItemScope(scope);
        for (Object item : items) {
            Limits.deadline(scope.deadlineNanos());
            mapped.add(body.evaluate(names.with(item)));
        }
        return mapped;
    }

    @Override
    public List<Expression> parts() {
        return List.of(value, body);
    }
}
