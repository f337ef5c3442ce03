package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.List;

/** A row of words that is read from the front. */
final class Tokens {
    private final List<Token> tokens;
    private int position;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token lookAhead() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    boolean isAtEnd() {
        return current().kind() == Token.Kind.END;
    }

    boolean skipSymbol(String symbol) {
        boolean there = current().isSymbol(symbol);
        if (there) {
            position++;
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = current().isName(name);
        if (there) {
            position++;
        }
        return there;
    }

    void expectSymbol(String symbol) {
        if (!skipSymbol(symbol)) {
            throw unexpected("\"" + symbol + "\"");
        }
    }

    String expectName(String what) {
        if (current().kind() != Token.Kind.NAME) {
            throw unexpected(what);
        }
        return next().text();
    }

    void expectEnd() {
        if (!isAtEnd()) {
            throw unexpected("the end of the expression");
        }
    }

    TemplateException unexpected(String expected) {
        return new TemplateException("unexpected " + current().describe() + " (expected " + expected + ")");
    }
}
