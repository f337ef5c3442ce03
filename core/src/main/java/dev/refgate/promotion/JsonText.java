package dev.refgate.promotion;

import java.util.Optional;

/**
 * A text as a JSON string literal in one line: whatever it holds, it can neither end the line nor change how the line is
 * shown. Other alphabets and emoji stay as they are.
 */
final class JsonText {
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private JsonText() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isUnsafe(text, i)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Controls, line separators, marks that change the direction of text, and halves of surrogate pairs. */
    private static boolean isUnsafe(String text, int index) {
        char c = text.charAt(index);
        boolean loneHigh = Character.isHighSurrogate(c)
                && (index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1)));
        boolean loneLow =
                Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u200e'
                || c == '\u200f'
                || c == '\ufeff'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || loneHigh
                || loneLow;
    }

    /** What was quoted; empty when {@code literal} is not exactly one string literal. */
    static Optional<String> unquote(String literal) {
        int end = literal.length() - 1;
        if (end < 1 || literal.charAt(0) != '"' || literal.charAt(end) != '"') {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        int i = 1;
        while (i < end) {
            char c = literal.charAt(i++);
            if (c == '"' || c < ' ') {
                return Optional.empty();
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            int read = i < end ? unescape(literal, i, end, out) : 0;
            if (read == 0) {
                return Optional.empty();
            }
            i += read;
        }
        return Optional.of(out.toString());
    }

    /** Appends what an escape stands for; returns how many characters follow the backslash, 0 for no escape. */
    private static int unescape(String literal, int at, int end, StringBuilder out) {
        char c = literal.charAt(at);
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(simple));
            return 1;
        }
        if (c != 'u' || at + HEX_DIGITS >= end) {
            return 0;
        }
        String digits = literal.substring(at + 1, at + 1 + HEX_DIGITS);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            return 0;
        }
        out.append((char) Integer.parseInt(digits, HEX));
        return 1 + HEX_DIGITS;
    }
}
