package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The value at a path below an item; {@code otherwise} stands in where there is none, when it is given. */
record AttributeOf(Expression item, String path, @Nullable Expression otherwise) implements Expression {

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object value = evaluateOrMissing(scope);
        if (value == Scope.MISSING) {
            throw new TemplateException("an item has no attribute \"" + path + "\"");
        }
        return value;
    }

    @Override
    public @Nullable Object evaluateOrMissing(Scope scope) {
        Object value = Attributes.find(item.evaluate(scope), path);
        return value == Scope.MISSING && otherwise != null ? otherwise.evaluate(scope) : value;
    }

    @Override
    public List<Expression> parts() {
        return Stream.of(item, otherwise).filter(Objects::nonNull).toList();
    }
}
