package dev.refgate.report;

/**
 * Makes foreign text safe to look at: control characters, and characters that turn the direction of writing or cannot be
 * seen, become escapes, so that a text shows what it is and steers no terminal.
 */
public final class Visible {

    private Visible() {}

    /** One line of text: line breaks become escapes, too; tabs stay. */
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            if (each == '\t' || !isHidden(each)) {
                out.appendCodePoint(each);
            } else {
                out.append(escape(each));
            }
        });
        return out.toString();
    }

    /** At most {@code length} characters of it, with a sign where the rest is left out. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> character > 0xffff ? "\\u{%x}".formatted(character) : "\\u%04x".formatted(character);
        };
    }
}
