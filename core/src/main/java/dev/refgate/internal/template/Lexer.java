package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into words. Reads a whole text, or a template from behind two opening braces to the two closing ones. */
final class Lexer {
    private static final List<String> LONG_SYMBOLS = List.of("==", "!=", "<=", ">=", "//", "**");
    private static final String SYMBOLS = "+-*/%~<>=()[]{},:.|";

    private final String source;
    private final boolean insideTemplate;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int depth;
    private boolean trimAfter;

    private Lexer(String source, int start, boolean insideTemplate) {
        this.source = source;
        this.position = start;
        this.insideTemplate = insideTemplate;
    }

    /**
     * An expression inside a template.
     *
     * @param tokens its words, closed by an END
     * @param end the offset behind its closing braces
     * @param trimAfter whether they were written with a minus, which removes the white space that follows
     */
    record Output(List<Token> tokens, int end, boolean trimAfter) {}

    static List<Token> expression(String text) {
        Lexer lexer = new Lexer(text, 0, false);
        lexer.run();
        return lexer.tokens;
    }

    static Output output(String template, int start) {
        Lexer lexer = new Lexer(template, start, true);
        lexer.run();
        return new Output(lexer.tokens, lexer.position, lexer.trimAfter);
    }

    private void run() {
        while (true) {
            skipWhiteSpace();
            if (position >= source.length()) {
                if (insideTemplate) {
                    throw new TemplateException("\"{{\" without \"}}\"");
                }
                break;
            }
            if (insideTemplate && depth == 0 && closes()) {
                break;
            }
            next(source.charAt(position));
        }
        tokens.add(new Token(Token.Kind.END, "", null, position));
    }

    private boolean closes() {
        trimAfter = source.startsWith("-}}", position);
        if (trimAfter || source.startsWith("}}", position)) {
            position += trimAfter ? 3 : 2;
            return true;
        }
        return false;
    }

    private void skipWhiteSpace() {
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
    }

    private void next(char first) {
        if (Character.isLetter(first) || first == '_') {
            name();
        } else if (first >= '0' && first <= '9') {
            number();
        } else if (first == '"' || first == '\'') {
            text(first);
        } else {
            symbol(first);
        }
    }

    private void name() {
        int start = position;
        while (position < source.length() && isNamePart(source.charAt(position))) {
            position++;
        }
        tokens.add(new Token(Token.Kind.NAME, source.substring(start, position), null, start));
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private void number() {
        int start = position;
        digits();
        boolean afterDot = !tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(".");
        boolean fraction = !afterDot && at('.') && isDigit(position + 1);
        if (fraction) {
            position++;
            digits();
        }
        boolean exponent = !afterDot && exponent();
        if (position < source.length() && isNamePart(source.charAt(position))) {
            throw new TemplateException("a number cannot be followed by a letter");
        }
        String text = source.substring(start, position).replace("_", "");
        tokens.add(new Token(Token.Kind.NUMBER, text, fraction || exponent ? real(text) : integer(text), start));
    }

    private void digits() {
        while (isDigit(position) || (at('_') && isDigit(position + 1))) {
            position++;
        }
    }

    private boolean exponent() {
        if (!at('e') && !at('E')) {
            return false;
        }
        int sign = position + 1 < source.length() && "+-".indexOf(source.charAt(position + 1)) >= 0 ? 1 : 0;
        if (!isDigit(position + 1 + sign)) {
            return false;
        }
        position += 1 + sign;
        digits();
        return true;
    }

    private boolean at(char character) {
        return position < source.length() && source.charAt(position) == character;
    }

    private boolean isDigit(int offset) {
        return offset < source.length() && source.charAt(offset) >= '0' && source.charAt(offset) <= '9';
    }

    private static Number integer(String text) {
        return Numbers.narrow(new BigInteger(text));
    }

    private static Number real(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new TemplateException("the number " + text + " is too large");
        }
        return value;
    }

    private void text(char quote) {
        int start = position++;
        StringBuilder content = new StringBuilder();
        while (position < source.length() && source.charAt(position) != quote) {
            char character = source.charAt(position++);
            if (character == '\\' && position < source.length()) {
                escape(content);
            } else {
                content.append(character);
            }
        }
        if (position >= source.length()) {
            throw new TemplateException("a text is not closed: " + quote + " is missing");
        }
        position++;
        tokens.add(new Token(Token.Kind.TEXT, content.toString(), null, start));
    }

    private void escape(StringBuilder content) {
        char code = source.charAt(position++);
        switch (code) {
            case 'n' -> content.append('\n');
            case 't' -> content.append('\t');
            case 'r' -> content.append('\r');
            case 'b' -> content.append('\b');
            case 'f' -> content.append('\f');
            case '\\', '\'', '"' -> content.append(code);
            case 'u' -> content.append(unicode());
            default -> content.append('\\').append(code);
        }
    }

    private char unicode() {
        if (position + 4 <= source.length()) {
            String hex = source.substring(position, position + 4);
            if (hex.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
                position += 4;
                return (char) Integer.parseInt(hex, 16);
            }
        }
        throw new TemplateException("\\u in a text has to be followed by four hexadecimal digits");
    }

    private void symbol(char first) {
        int start = position;
        String symbol = symbolAt(start);
        if (symbol.length() == 1 && SYMBOLS.indexOf(first) < 0) {
            throw new TemplateException("unexpected " + quoted(first));
        }
        depth += "([{".contains(symbol) ? 1 : ")]}".contains(symbol) ? -1 : 0;
        if (depth < 0) {
            throw new TemplateException("unexpected \"" + symbol + "\": nothing is open that it could close");
        }
        position += symbol.length();
        tokens.add(new Token(Token.Kind.SYMBOL, symbol, null, start));
    }

    private String symbolAt(int start) {
        for (String candidate : LONG_SYMBOLS) {
            if (source.startsWith(candidate, start)) {
                return candidate;
            }
        }
        return source.substring(start, start + 1);
    }

    private static String quoted(char character) {
        return character == '"' ? "'\"'" : "\"" + character + "\"";
    }
}
