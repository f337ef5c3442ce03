package dev.refgate.internal.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an unquoted text means: the core schema of YAML 1.2, and nothing of YAML 1.1. */
final class PlainScalar {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NO_JSON_NUMBER = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int LONGEST_NUMBER = 1_000;
    private static final int BITS_OF_LONG = 63;

    private PlainScalar() {}

    /**
     * @throws NumberFormatException when it is a number that JSON, or any reasonable reader, cannot hold; says so
     */
    static @Nullable Object resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> mayBeNumber(text) ? number(text) : text;
        };
    }

    private static boolean mayBeNumber(String text) {
        char first = text.charAt(0);
        return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    }

    private static Object number(String text) {
        if (NO_JSON_NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("is no number in JSON");
        }
        boolean decimal = DECIMAL.matcher(text).matches();
        boolean octal = OCTAL.matcher(text).matches();
        boolean hexadecimal = HEXADECIMAL.matcher(text).matches();
        boolean whole = decimal || octal || hexadecimal;
        if (!whole && !FLOAT.matcher(text).matches()) {
            return text;
        }
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("has too many digits");
        }
        if (!whole) {
            return finite(Double.parseDouble(text));
        }
        return decimal ? narrow(new BigInteger(text)) : narrow(new BigInteger(text.substring(2), octal ? 8 : 16));
    }

    private static Double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new NumberFormatException("is too large for a number");
        }
        return number;
    }

    private static Object narrow(BigInteger number) {
        return number.bitLength() <= BITS_OF_LONG ? (Object) number.longValue() : number;
    }
}
