package dev.refgate.test;

import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an assertion into words. */
final class AssertionLexer {
    private static final Pattern WORD = Pattern.compile("""
            (?x)
              (?<column> \\{\\{ \\x20* (?<columnName> [A-Za-z_][A-Za-z0-9_-]* ) \\x20* \\}\\} )
            | (?<text> "(?: [^"\\\\] | \\\\. )*+" | '(?: [^'\\\\] | \\\\. )*+' )
            | (?<number> -? [0-9]+ (?: \\.[0-9]+ )? (?: [eE][+-]?[0-9]+ )? )
            | (?<name> [A-Za-z_][A-Za-z0-9_-]* )
            | (?<sign> == | != | <= | >= | < | > | \\[ | \\] | , | \\. )
            """);

    private final String text;

    AssertionLexer(String text) {
        this.text = text;
    }

    /** What a word is. */
    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        COLUMN,
        SIGN,
        END
    }

    /**
     * A word.
     *
     * @param text of a text, what is between the quotes; of a column, its name
     * @param start at which character it begins, from 0
     */
    record Token(Kind kind, String text, int start) {}

    /** All words, and an end. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int at = space(0);
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw wrong(text, at, "expected a name, a text in quotes, a number or an operator");
            }
            tokens.add(token(matcher));
            at = space(matcher.end());
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private int space(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static Token token(Matcher word) {
        int start = word.start();
        if (word.group("column") != null) {
            return new Token(Kind.COLUMN, word.group("columnName"), start);
        }
        if (word.group("text") != null) {
            return new Token(Kind.TEXT, unquoted(word.group("text")), start);
        }
        if (word.group("number") != null) {
            return new Token(Kind.NUMBER, word.group(), start);
        }
        return new Token(word.group("name") != null ? Kind.NAME : Kind.SIGN, word.group(), start);
    }

    /** In quotes, {@code \n}, {@code \t}, {@code \"}, {@code \'} and {@code \\} stand for something; other backslashes stay. */
    private static String unquoted(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char each = quoted.charAt(i);
            if (each != '\\') {
                out.append(each);
                continue;
            }
            char next = quoted.charAt(++i);
            switch (next) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '"', '\'', '\\' -> out.append(next);
                default -> out.append(each).append(next);
            }
        }
        return out.toString();
    }

    static InvalidArgumentException wrong(String text, int at, String expected) {
        String found =
                at >= text.length() ? "its end" : "\"" + text.substring(at, Math.min(text.length(), at + 20)) + "\"";
        return new InvalidArgumentException(
                "assert: " + text + ": " + expected + ", found " + found + " at character " + (at + 1));
    }
}
