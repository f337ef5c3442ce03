package dev.refgate.diff;

/** What stands after a name and its {@code :} or {@code =}: where it begins and ends, and how it is masked. */
final class AssignedValue {
    private AssignedValue() {}

    /** Where it begins: after spaces. */
    static int start(String text, int start) {
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end;
    }

    /**
     * Where it ends: with its quote, or before what goes on behind it.
     *
     * @param unquoted whether a value without quotes is one; else it ends where it begins
     */
    static int end(String text, int start, boolean unquoted) {
        if (start == text.length()) {
            return start;
        }
        char first = text.charAt(start);
        if (first == '"' || first == '\'' || first == '`') {
            return quotedEnd(text, start, first);
        }
        if (!unquoted || first == '{') {
            return start;
        }
        String stops = first == '[' ? "]\n" : ",{}[]\n";
        int end = start + 1;
        while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int quotedEnd(String text, int start, char quote) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** The value masked, its quotes kept, where there is something to hide. */
    static String masked(String value) {
        if (!isHidden(value)) {
            return value;
        }
        String quote = value.isEmpty() || "\"'`".indexOf(value.charAt(0)) < 0 ? "" : value.substring(0, 1);
        return quote + Mask.MASKED + quote;
    }

    /** Whether there is something to hide in it. */
    static boolean isHidden(String value) {
        return Mask.hides(unquote(value));
    }

    private static String unquote(String value) {
        String stripped = value.strip();
        boolean quoted = stripped.length() >= 2
                && "\"'`".indexOf(stripped.charAt(0)) >= 0
                && stripped.charAt(0) == stripped.charAt(stripped.length() - 1);
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    /** The spaces that a line begins with. */
    static String indentation(String line) {
        return line.substring(0, start(line, 0));
    }
}
