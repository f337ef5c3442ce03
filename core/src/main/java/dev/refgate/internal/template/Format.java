package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filter {@code format}: {@code '%05.2f' | format(x)}, with Python's signs {@code %s %d %i %f %x %%}. */
final class Format {
    private static final Pattern SIGN = Pattern.compile("%([-+0 ]*)(\\d{0,3})(?:\\.(\\d{1,2}))?(.)?", Pattern.DOTALL);

    private Format() {}

    static String format(String pattern, List<@Nullable Object> values, int limit) {
        Output output = new Output(limit, pattern.length() + 16);
        Iterator<@Nullable Object> rest = values.iterator();
        Matcher sign = SIGN.matcher(pattern);
        int copied = 0;
        while (sign.find()) {
            output.append(pattern.substring(copied, sign.start()));
            output.append(one(sign, rest, limit));
            copied = sign.end();
        }
        output.append(pattern.substring(copied));
        if (rest.hasNext()) {
            throw new TemplateException("the filter \"format\" has more values than its pattern has signs");
        }
        return output.toString();
    }

    private static String one(Matcher sign, Iterator<@Nullable Object> values, int limit) {
        String kind = sign.group(4);
        if ("%".equals(kind)) {
            return "%";
        }
        if (kind == null || !"sdifx".contains(kind)) {
            throw new TemplateException("the filter \"format\" knows the signs %s %d %i %f %x %%");
        }
        if (!values.hasNext()) {
            throw new TemplateException("the filter \"format\" has fewer values than its pattern has signs");
        }
        Object value = values.next();
        String precision = sign.group(3);
        if (kind.equals("s")) {
            String text = TextRendering.text(value, limit);
            int shown =
                    precision == null ? Texts.length(text) : Math.min(Texts.length(text), Integer.parseInt(precision));
            return padded(sign, "", text.substring(0, text.offsetByCodePoints(0, shown)), false);
        }
        return number(sign, kind, Operators.number("format", value), precision);
    }

    private static String number(Matcher sign, String kind, Number value, @Nullable String precision) {
        BigDecimal exact = Numbers.exact(value);
        boolean negative = exact.signum() < 0;
        String digits = switch (kind) {
            case "f" ->
                exact.abs()
                        .setScale(precision == null ? 6 : Integer.parseInt(precision), RoundingMode.HALF_EVEN)
                        .toPlainString();
            case "x" -> whole(exact).toString(16);
            default -> whole(exact).toString();
        };
        String prefix = negative
                ? "-"
                : sign.group(1).contains("+") ? "+" : sign.group(1).contains(" ") ? " " : "";
        return padded(sign, prefix, digits, sign.group(1).contains("0"));
    }

    private static BigInteger whole(BigDecimal number) {
        return number.abs().toBigInteger();
    }

    private static String padded(Matcher sign, String prefix, String text, boolean zeros) {
        int width = sign.group(2).isEmpty() ? 0 : Integer.parseInt(sign.group(2));
        int missing = Math.max(0, width - prefix.length() - Texts.length(text));
        if (sign.group(1).contains("-")) {
            return prefix + text + " ".repeat(missing);
        }
        return zeros ? prefix + "0".repeat(missing) + text : " ".repeat(missing) + prefix + text;
    }
}
