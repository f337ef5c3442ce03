package dev.refgate.internal.template;

import org.jspecify.annotations.Nullable;

/**
 * One word of an expression.
 *
 * @param kind what it is
 * @param text as it is written; for a text literal, what it stands for
 * @param number the value of a number; null for everything else
 * @param start the offset of its first character in the source
 */
record Token(Kind kind, String text, @Nullable Number number, int start) {

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** For messages. */
    String describe() {
        return switch (kind) {
            case NAME, SYMBOL -> "\"" + text + "\"";
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case END -> "the end of the expression";
        };
    }
}
