package dev.refgate.gate;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of others as evidence: in one line, without what steers a terminal, and no longer than a record should be.
 */
final class Evidence {
    private static final int LONGEST = 1_000;
    private static final String BREAK = " | ";
    private static final Pattern TERMINAL_CONTROL =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])");

    private Evidence() {}

    /** The beginning of what is too long. */
    static String of(String text) {
        String line = line(text);
        return line.length() <= LONGEST ? line : line.substring(0, end(line, LONGEST - 1)) + "…";
    }

    /** The end of what is too long: programs say last what matters most. */
    static String tail(String text) {
        String line = line(text);
        if (line.length() <= LONGEST) {
            return line;
        }
        int start = line.length() - LONGEST + 1;
        return "…" + line.substring(Character.isLowSurrogate(line.charAt(start)) ? start + 1 : start);
    }

    private static int end(String line, int length) {
        return Character.isHighSurrogate(line.charAt(length - 1)) ? length - 1 : length;
    }

    private static String line(String text) {
        return TERMINAL_CONTROL
                .matcher(text)
                .replaceAll("")
                .lines()
                .map(Evidence::visible)
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .collect(Collectors.joining(BREAK));
    }

    private static String visible(String line) {
        StringBuilder out = new StringBuilder();
        line.codePoints()
                .map(each -> each == '\t' ? ' ' : each)
                .filter(each -> !isHidden(each))
                .forEach(out::appendCodePoint);
        return out.toString();
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
}
