package dev.refgate.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses what expressions begin with: names, literals, and what is in brackets. */
final class PrimaryParser {
    private static final Map<String, Literal> CONSTANTS = Map.of(
            "true", new Literal(true),
            "True", new Literal(true),
            "false", new Literal(false),
            "False", new Literal(false),
            "none", new Literal(null),
            "None", new Literal(null),
            "null", new Literal(null));

    private final Tokens tokens;
    private final ExpressionParser expressions;

    PrimaryParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** A name, a literal, or something in brackets. */
    Expression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case TEXT -> new Literal(tokens.next().text());
            case NUMBER -> new Literal(tokens.next().number());
            case NAME -> name();
            case SYMBOL -> bracketed();
            case END -> throw tokens.unexpected("a value");
        };
    }

    private Expression name() {
        Token token = tokens.current();
        if (ExpressionParser.KEYWORDS.contains(token.text())) {
            throw tokens.unexpected("a value");
        }
        tokens.next();
        Literal constant = CONSTANTS.get(token.text());
        return constant == null ? new Name(token.text()) : constant;
    }

    private Expression bracketed() {
        if (tokens.skipSymbol("(")) {
            return parentheses();
        }
        if (tokens.skipSymbol("[")) {
            return new ListLiteral(items("]", new ArrayList<>()));
        }
        if (tokens.skipSymbol("{")) {
            return mapping();
        }
        throw tokens.unexpected("a value");
    }

    private Expression parentheses() {
        if (tokens.skipSymbol(")")) {
            return new ListLiteral(List.of());
        }
        Expression first = expressions.expression();
        if (tokens.skipSymbol(")")) {
            return first;
        }
        if (!tokens.skipSymbol(",")) {
            throw tokens.unexpected("\")\"");
        }
        return new ListLiteral(items(")", new ArrayList<>(List.of(first))));
    }

    private List<Expression> items(String end, List<Expression> items) {
        while (!tokens.skipSymbol(end)) {
            items.add(expressions.expression());
            if (!tokens.skipSymbol(",") && !tokens.current().isSymbol(end)) {
                throw tokens.unexpected("\",\" or \"" + end + "\"");
            }
        }
        return items;
    }

    private Expression mapping() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.skipSymbol("}")) {
            keys.add(expressions.expression());
            tokens.expectSymbol(":");
            values.add(expressions.expression());
            if (!tokens.skipSymbol(",") && !tokens.current().isSymbol("}")) {
                throw tokens.unexpected("\",\" or \"}\"");
            }
        }
        return new DictLiteral(keys, values);
    }
}
