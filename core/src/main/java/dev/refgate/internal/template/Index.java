package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code target[index]}: an item of a list, from the end when below zero; a character of a text; a key of a mapping. */
record Index(Expression target, Expression index) implements Expression {

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
        Object container = target.evaluateOrMissing(scope);
        Object position = index.evaluate(scope);
        return container == Scope.MISSING ? Scope.MISSING : Operators.item(container, position);
    }

    @Override
    public List<Expression> parts() {
        return List.of(target, index);
    }

    @Override
    public String label() {
        return target.label() + "[" + (index instanceof Literal literal ? literal.value() : "…") + "]";
    }

    @Override
    public TemplateException missing(Scope scope) {
        return target.evaluateOrMissing(scope) == Scope.MISSING
                ? target.missing(scope)
                : new TemplateException(label() + " is not defined");
    }
}
