package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code target[from:to]}, as in Python: open ends, negative positions, never out of range. */
record Slice(
        Expression target,
        @Nullable Expression from,
        @Nullable Expression to) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        Object container = target.evaluate(scope);
        if (container instanceof String text) {
            int length = Texts.length(text);
            int start = bound(from, scope, length, 0);
            int end = Math.max(start, bound(to, scope, length, length));
            return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
        }
        if (container instanceof List<?> list) {
            int start = bound(from, scope, list.size(), 0);
            return new ArrayList<>(list.subList(start, Math.max(start, bound(to, scope, list.size(), list.size()))));
        }
        throw new TemplateException("cannot take a part of " + Operators.kind(container));
    }

    private static int bound(@Nullable Expression bound, Scope scope, int length, int open) {
        Object value = bound == null ? null : bound.evaluate(scope);
        if (value == null) {
            return open;
        }
        if (!(value instanceof Number number) || !Numbers.isWhole(number)) {
            throw new TemplateException("the bounds of a part have to be whole numbers, not " + Operators.kind(value));
        }
        long position = number.longValue() < 0 ? number.longValue() + length : number.longValue();
        return (int) Math.max(0, Math.min(length, position));
    }

    @Override
    public List<Expression> parts() {
        return Stream.of(target, from, to).filter(part -> part != null).toList();
    }
}
