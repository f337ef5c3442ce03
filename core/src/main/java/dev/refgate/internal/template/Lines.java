package dev.refgate.internal.template;

/** Where in a template something is. */
final class Lines {

    private Lines() {}

    /** The line of an offset, counted from 1. */
    static int at(String source, int offset) {
        return 1
                + (int) source.chars()
                        .limit(offset)
                        .filter(character -> character == '\n')
                        .count();
    }

    /** The message, with the line when the template has more than one. */
    static String locate(String source, int line, String message) {
        return source.strip().indexOf('\n') < 0 || line < 1 ? message : "line " + line + ": " + message;
    }
}
