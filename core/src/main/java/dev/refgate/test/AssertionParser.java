package dev.refgate.test;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.test.AssertionLexer.Kind;
import dev.refgate.test.AssertionLexer.Token;
import dev.refgate.test.Operand.Literal;
import dev.refgate.test.Operand.Reference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads assertions: {@code ["not"] operand ["not"] operator [operand]}. An operand is a place ({@code outputs.a.b[0]}, {@code
 * outputs["a key"]}, {@code block.output.x}) or a value (a text in quotes, a number, {@code true}, {@code false}, {@code
 * null}, a list of values, {@code {{column}}}).
 */
final class AssertionParser {
    private static final String NOT = "not";
    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "null", "list", "object");
    private static final String OPERATORS =
            "==, !=, <, <=, >, >=, contains, matches, exists, type is, in, startswith," + " endswith";

    private final String text;
    private final Columns columns;
    private final List<Token> tokens;
    private int at;

    private AssertionParser(String text, Columns columns) {
        this.text = text;
        this.columns = columns;
        this.tokens = new AssertionLexer(text).tokens();
    }

    /**
     * @throws InvalidArgumentException when it is none; says what is wrong, and at which character
     */
    static Assertion parse(String text, Columns columns) {
        return new AssertionParser(text, columns).assertion();
    }

    private Assertion assertion() {
        boolean negated = skip(NOT);
        Operand left = operand();
        negated ^= skip(NOT);
        Operator operator = operator();
        Operand right = operator.isBinary() ? right(operator) : new Literal(null);
        if (peek().kind() != Kind.END) {
            throw wrong(peek(), "expected nothing more");
        }
        return new Assertion(columns.text(text), negated, left, operator, right);
    }

    private Operator operator() {
        Token token = next();
        if (token.kind() == Kind.NAME && token.text().equals("type")) {
            Token is = next();
            if (!is.text().equals("is")) {
                throw wrong(is, "expected \"is\" after \"type\"");
            }
            return Operator.TYPE_IS;
        }
        return Arrays.stream(Operator.values())
                .filter(each -> token.kind() != Kind.TEXT && each.word().equals(token.text()))
                .findFirst()
                .orElseThrow(() -> wrong(token, "expected an operator, one of: " + OPERATORS));
    }

    private Operand right(Operator operator) {
        Token token = peek();
        if (operator == Operator.TYPE_IS) {
            next();
            if (!TYPES.contains(token.text())) {
                throw wrong(token, "expected a type, one of: " + String.join(", ", TYPES));
            }
            return new Literal(token.text());
        }
        Operand right = operand();
        if (operator == Operator.MATCHES && right instanceof Literal literal) {
            requirePattern(token, literal.value());
        }
        return right;
    }

    private void requirePattern(Token token, @Nullable Object value) {
        if (!(value instanceof String pattern)) {
            throw wrong(token, "expected a regular expression in quotes");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw wrong(token, "expected a regular expression: " + e.getDescription());
        }
    }

    private Operand operand() {
        Token token = peek();
        if (token.kind() == Kind.NAME && constant(token).isEmpty()) {
            next();
            return reference(token);
        }
        return new Literal(value());
    }

    private Reference reference(Token root) {
        List<Object> steps = new ArrayList<>();
        while (true) {
            if (skip(".")) {
                Token key = next();
                if (key.kind() != Kind.NAME) {
                    throw wrong(key, "expected a name after the dot");
                }
                steps.add(key.text());
            } else if (peek().text().equals("[") && peek().kind() == Kind.SIGN) {
                next();
                steps.add(step());
                expect("]");
            } else {
                return new Reference(root.text(), steps);
            }
        }
    }

    private Object step() {
        Token token = next();
        if (token.kind() == Kind.TEXT) {
            return token.text();
        }
        if (token.kind() == Kind.NUMBER && token.text().matches("[0-9]{1,9}")) {
            return Integer.valueOf(token.text());
        }
        throw wrong(token, "expected an index from 0, or a key in quotes");
    }

    private @Nullable Object value() {
        Token token = next();
        return switch (token.kind()) {
            case TEXT -> columns.text(token.text());
            case NUMBER -> number(token);
            case COLUMN -> columns.value(token.text());
            case NAME ->
                constant(token)
                        .orElseThrow(() -> wrong(token, "expected a value; texts are in quotes"))
                        .value();
            case SIGN -> list(token);
            case END -> throw wrong(token, "expected a value or a place");
        };
    }

    private List<@Nullable Object> list(Token open) {
        if (!open.text().equals("[")) {
            throw wrong(open, "expected a value or a place");
        }
        List<@Nullable Object> items = new ArrayList<>();
        while (!skip("]")) {
            if (!items.isEmpty()) {
                expect(",");
            }
            items.add(value());
        }
        return items;
    }

    private Object number(Token token) {
        try {
            if (token.text().matches("-?[0-9]+")) {
                BigInteger whole = new BigInteger(token.text());
                return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
            }
            return Double.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw wrong(token, "expected a number");
        }
    }

    private static Optional<Literal> constant(Token token) {
        return switch (token.text()) {
            case "true" -> Optional.of(new Literal(true));
            case "false" -> Optional.of(new Literal(false));
            case "null" -> Optional.of(new Literal(null));
            default -> Optional.empty();
        };
    }

    private void expect(String sign) {
        if (!skip(sign)) {
            throw wrong(peek(), "expected " + sign);
        }
    }

    private boolean skip(String word) {
        boolean found = peek().kind() != Kind.TEXT && peek().text().equals(word);
        if (found) {
            at++;
        }
        return found;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private InvalidArgumentException wrong(Token token, String expected) {
        return AssertionLexer.wrong(text, token.start(), expected);
    }
}
