package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that make numbers. */
final class NumberFilters {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,400}");
    private static final Pattern REAL =
            Pattern.compile("[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,3})?");

    private NumberFilters() {}

    static List<Filter> all() {
        return List.of(
                Filter.of("abs", NumberFilters::abs),
                Filter.of("round", NumberFilters::round, "precision", "method"),
                Filter.of("int", NumberFilters::integer, "default"),
                Filter.of("float", NumberFilters::real, "default"));
    }

    private static Number number(@Nullable Object value, Arguments call) {
        if (value instanceof Number number) {
            return number;
        }
        throw call.needs("a number", value);
    }

    private static Number abs(@Nullable Object value, Arguments call) {
        Number number = number(value, call);
        return Numbers.compare(number, 0L) < 0 ? Numbers.negate(number) : number;
    }

    /** A half goes away from zero, as people round; the result is a real number, as in Jinja. */
    private static Double round(@Nullable Object value, Arguments call) {
        Number number = number(value, call);
        RoundingMode mode = switch (call.text(1, "common")) {
            case "common" -> RoundingMode.HALF_UP;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw new TemplateException("the filter \"round\" knows the methods common, ceil and floor");
        };
        int precision = Math.max(-400, Math.min(400, call.integer(0, 0)));
        BigDecimal decimal = number instanceof Double real ? BigDecimal.valueOf(real) : Numbers.exact(number);
        return decimal.setScale(precision, mode).doubleValue();
    }

    private static @Nullable Object integer(@Nullable Object value, Arguments call) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Number number) {
            return Numbers.narrow(Numbers.exact(number).toBigInteger());
        }
        if (value instanceof String text && WHOLE.matcher(text.strip()).matches()) {
            return Numbers.narrow(new BigInteger(text.strip()));
        }
        if (value instanceof String text && REAL.matcher(text.strip()).matches()) {
            // By way of a real number, as in Python: 1e999999999 written out would fill the memory.
            double number = Double.parseDouble(text.strip());
            return Double.isInfinite(number)
                    ? call.value(0, 0L)
                    : Numbers.narrow(new BigDecimal(number).toBigInteger());
        }
        return call.value(0, 0L);
    }

    private static @Nullable Object real(@Nullable Object value, Arguments call) {
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        if (value instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (value instanceof String text && REAL.matcher(text.strip()).matches()) {
            return finite(Double.parseDouble(text.strip()));
        }
        return call.value(0, 0.0);
    }

    private static Double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new TemplateException("a number became too large");
        }
        return value;
    }
}
