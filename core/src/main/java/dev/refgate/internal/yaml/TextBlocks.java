package dev.refgate.internal.yaml;

import java.util.regex.Pattern;

/** The forms in which canonical YAML writes a text. */
final class TextBlocks {
    private static final int LONG = 100;
    /** What every reader of YAML takes for a character of a line; other line breaks and controls are escaped. */
    private static final Pattern PRINTABLE = Pattern.compile(
            "[\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202f-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\x{10000}-\\x{10ffff}]*+");

    private static final Pattern BLANK_LINE = Pattern.compile("(?m)^[ \\t]+$");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:;] )(?=[^ \\t])");

    private TextBlocks() {}

    static boolean isLiteral(String text) {
        return text.indexOf('\n') >= 0
                && " \t\n".indexOf(text.charAt(0)) < 0
                && PRINTABLE.matcher(text).matches()
                && !BLANK_LINE.matcher(text).find();
    }

    static void literal(StringBuilder out, String text, String indent) {
        boolean ended = text.endsWith("\n");
        boolean more = text.endsWith("\n\n");
        out.append('|').append(more ? "+" : ended ? "" : "-").append('\n');
        String[] lines = (ended ? text.substring(0, text.length() - 1) : text).split("\n", -1);
        for (String line : lines) {
            out.append(line.isEmpty() ? "" : indent).append(line).append('\n');
        }
    }

    static boolean isFolded(String text) {
        return text.length() > LONG
                && text.indexOf('\n') < 0
                && text.indexOf('\t') < 0
                && !text.startsWith(" ")
                && !text.endsWith(" ")
                && !text.contains("  ")
                && PRINTABLE.matcher(text).matches()
                && SENTENCE_END.matcher(text).find();
    }

    static void folded(StringBuilder out, String text, String indent) {
        out.append(">-\n");
        for (String sentence : SENTENCE_END.split(text)) {
            out.append(indent).append(sentence.stripTrailing()).append('\n');
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(each -> {
            switch (each) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> appendCharacter(out, each);
            }
        });
        return out.append('"').toString();
    }

    private static void appendCharacter(StringBuilder out, int character) {
        boolean ascii = character >= ' ' && character <= '~';
        if (ascii || PRINTABLE.matcher(Character.toString(character)).matches()) {
            out.appendCodePoint(character);
        } else {
            out.append("\\u%04x".formatted(character));
        }
    }
}
