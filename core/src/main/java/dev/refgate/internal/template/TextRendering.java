package dev.refgate.internal.template;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as text: null as nothing, texts as they are, everything else as compact JSON. */
final class TextRendering {
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e16;

    private TextRendering() {}

    static String text(@Nullable Object value, int limit) {
        if (value instanceof String text) {
            return text;
        }
        Output output = new Output(limit, 16);
        append(output, value);
        return output.toString();
    }

    static void append(Output output, @Nullable Object value) {
        if (value instanceof String text) {
            output.append(text);
        } else if (value != null) {
            json(output, value);
        }
    }

    static String json(@Nullable Object value, int limit) {
        Output output = new Output(limit, 64);
        json(output, value);
        return output.toString();
    }

    private static void json(Output output, @Nullable Object value) {
        if (value instanceof String text) {
            quote(output, text);
        } else if (value instanceof Map<?, ?> map) {
            mapping(output, map);
        } else if (value instanceof Collection<?> list) {
            list(output, list);
        } else if (value instanceof Double number) {
            output.append(number(number));
        } else {
            output.append(String.valueOf(value));
        }
    }

    private static void mapping(Output output, Map<?, ?> map) {
        output.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            quote(output, String.valueOf(entry.getKey()));
            output.append(':');
            json(output, entry.getValue());
            if (entries.hasNext()) {
                output.append(',');
            }
        }
        output.append('}');
    }

    private static void list(Output output, Collection<?> list) {
        output.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            json(output, items.next());
            if (items.hasNext()) {
                output.append(',');
            }
        }
        output.append(']');
    }

    private static void quote(Output output, String text) {
        output.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> output.append("\\\"");
                case '\\' -> output.append("\\\\");
                case '\n' -> output.append("\\n");
                case '\r' -> output.append("\\r");
                case '\t' -> output.append("\\t");
                case '\b' -> output.append("\\b");
                case '\f' -> output.append("\\f");
                default -> {
                    if (character < ' ') {
                        output.append("\\u00");
                        output.append(Character.forDigit(character >> 4, 16));
                        output.append(Character.forDigit(character & 15, 16));
                    } else {
                        output.append(character);
                    }
                }
            }
        }
        output.append('"');
    }

    /** As Python and JavaScript write it: digits where people expect them, an exponent for the very small and very large. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-3 && size < 1e7)) {
            return Double.toString(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size >= PLAIN_FROM && size < PLAIN_TO) {
            String plain = decimal.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        int exponent = decimal.precision() - decimal.scale() - 1;
        String digits = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        String sign = exponent < 0 ? "-" : "+";
        return digits + "e" + sign + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
