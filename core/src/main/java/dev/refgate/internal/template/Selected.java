package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code list | select(…)} and {@code list | reject(…)}: the items for which the condition comes out as {@code keep}. */
record Selected(Expression value, Expression condition, boolean keep) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        List<@Nullable Object> selected = new ArrayList<>();
        ItemScope names = new ItemScope(scope);
        for (Object item : Iteration.items(value.evaluate(scope))) {
            Limits.deadline(scope.deadlineNanos());
            if (Operators.truth(condition.evaluate(names.with(item))) == keep) {
                selected.add(item);
            }
        }
        return selected;
    }

    @Override
    public List<Expression> parts() {
        return List.of(value, condition);
    }
}
