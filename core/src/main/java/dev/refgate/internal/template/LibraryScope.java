package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scope that jinjava stands behind: its filters, its tests, and the macros of the template. */
interface LibraryScope extends Scope {

    @Nullable
    Object filter(
            String name,
            @Nullable Object value,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named);

    boolean test(String name, @Nullable Object value, List<@Nullable Object> arguments);

    Object macro(String name, List<@Nullable Object> positional, Map<String, @Nullable Object> named);

    static LibraryScope of(Scope scope) {
        if (scope instanceof LibraryScope library) {
            return library;
        }
        if (scope instanceof ItemScope item) {
            return of(item.outside());
        }
        throw new IllegalStateException("an expression that needs jinjava is in a template of the fast path");
    }

    static List<@Nullable Object> values(List<Expression> expressions, Scope scope) {
        List<@Nullable Object> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(expression.evaluate(scope));
        }
        return values;
    }

    static Map<String, @Nullable Object> values(Map<String, Expression> expressions, Scope scope) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> values.put(name, expression.evaluate(scope)));
        return values;
    }
}
