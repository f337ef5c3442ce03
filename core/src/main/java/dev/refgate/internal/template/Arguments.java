package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import org.jspecify.annotations.Nullable;

/** What a filter was called with, read by position; complains in the filter's name. */
final class Arguments {
    private final Filter filter;
    private final @Nullable Object[] values;
    private final int limit;

    Arguments(Filter filter, @Nullable Object[] values, int limit) {
        this.filter = filter;
        this.values = values;
        this.limit = limit;
    }

    /** Characters that a text made by the filter may have. */
    int limit() {
        return limit;
    }

    boolean isGiven(int position) {
        return values[position] != Scope.MISSING;
    }

    @Nullable
    Object value(int position, @Nullable Object otherwise) {
        return isGiven(position) ? values[position] : otherwise;
    }

    String text(int position, String otherwise) {
        if (!isGiven(position)) {
            return otherwise;
        }
        if (values[position] instanceof String text) {
            return text;
        }
        throw wrong(position, "a text");
    }

    int integer(int position, int otherwise) {
        if (!isGiven(position)) {
            return otherwise;
        }
        if (values[position] instanceof Number number
                && Numbers.isWhole(number)
                && number.longValue() == number.intValue()) {
            return number.intValue();
        }
        throw wrong(position, "a whole number");
    }

    boolean truth(int position, boolean otherwise) {
        return isGiven(position) ? Operators.truth(values[position]) : otherwise;
    }

    String text(@Nullable Object input) {
        if (input instanceof String text) {
            return text;
        }
        if (input == null) {
            throw needs("a text", null);
        }
        return TextRendering.text(input, limit);
    }

    TemplateException needs(String expected, @Nullable Object input) {
        return new TemplateException(
                "the filter \"" + filter.name() + "\" needs " + expected + ", not " + Operators.kind(input));
    }

    private TemplateException wrong(int position, String expected) {
        return new TemplateException("the filter \"" + filter.name() + "\" needs " + expected + " as "
                + filter.parameters().get(position) + ", not " + Operators.kind(values[position]));
    }
}
