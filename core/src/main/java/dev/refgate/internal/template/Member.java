package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code target.key} or {@code target['key']}. */
record Member(Expression target, String key) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object value = evaluateOrMissing(scope);
        if (value == Scope.MISSING) {
            throw missing(scope);
        }
        return value;
    }

    @Override
    public @Nullable Object evaluateOrMissing(Scope scope) {
        return Operators.member(target.evaluateOrMissing(scope), key);
    }

    @Override
    public List<Expression> parts() {
        return List.of(target);
    }

    @Override
    public String label() {
        return target.label() + "." + key;
    }

    @Override
    public TemplateException missing(Scope scope) {
        return target.evaluateOrMissing(scope) == Scope.MISSING
                ? target.missing(scope)
                : new TemplateException(label() + " is not defined");
    }
}
