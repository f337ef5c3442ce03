package dev.refgate.diff;

/**
 * Finds the names in a text that something is assigned to: {@code name:}, {@code "name" =}, {@code headers['name'] =}. Nearly
 * every line has one, so they are found without a regular expression.
 */
final class AssignedNames {
    private final String text;
    private int start;
    private int nameEnd;
    private int end;

    AssignedNames(String text) {
        this.text = text;
    }

    /** Goes to the next one that begins at {@code from} or later. */
    boolean find(int from) {
        int at = from;
        while (at < text.length()) {
            if (!isOfName(at) || (at > 0 && isOfName(at - 1))) {
                at++;
                continue;
            }
            start = at;
            while (at < text.length() && isOfName(at)) {
                at++;
            }
            nameEnd = at;
            if (isAssigned()) {
                return true;
            }
        }
        return false;
    }

    /** The name that was found. */
    String name() {
        return text.substring(start, nameEnd);
    }

    /** Behind the sign that assigns to it. */
    int end() {
        return end;
    }

    private boolean isAssigned() {
        int at = nameEnd;
        at += isAt(at, '"') || isAt(at, '\'') ? 1 : 0;
        at += isAt(at, ']') ? 1 : 0;
        while (isAt(at, ' ') || (at < text.length() && text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
            at++;
        }
        end = at + 1;
        return isAt(at, ':') || isAt(at, '=');
    }

    private boolean isAt(int at, char character) {
        return at < text.length() && text.charAt(at) == character;
    }

    private boolean isOfName(int at) {
        char each = text.charAt(at);
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '.'
                || each == '-';
    }
}
