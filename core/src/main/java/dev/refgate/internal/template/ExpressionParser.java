package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Parses expressions, with the precedence of Jinja 3. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 100;
    private static final Expression NULL = new Literal(null);
    static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "if", "else");
    private final Tokens tokens;
    private final int limit;
    private final CallParser calls;
    private final PrimaryParser primaries;
    private int depth;

    /**
     * @param tokens where the expression begins
     * @param limit characters that a text made by the expression may have
     */
    ExpressionParser(Tokens tokens, int limit) {
        this.tokens = tokens;
        this.limit = limit;
        this.calls = new CallParser(tokens, this, limit);
        this.primaries = new PrimaryParser(tokens, this);
    }

    /** An expression that is all of the words. */
    static Expression parse(List<Token> words, int limit) {
        Tokens tokens = new Tokens(words);
        if (tokens.isAtEnd()) {
            throw new TemplateException("an expression is missing");
        }
        Expression expression = new ExpressionParser(tokens, limit).expression();
        tokens.expectEnd();
        return expression;
    }

    /** The next expression; what follows it is left. */
    Expression expression() {
        enter();
        Expression value = disjunction();
        while (tokens.skipName("if")) {
            Expression condition = disjunction();
            Expression otherwise = tokens.skipName("else") ? expression() : NULL;
            value = new Conditional(condition, value, otherwise);
        }
        depth--;
        return value;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("an expression is nested more than " + MAX_DEPTH + " deep");
        }
    }

    /** The next expression, without {@code x if y else z}. */
    Expression disjunction() {
        Expression left = conjunction();
        while (tokens.skipName("or")) {
            left = new Logic(false, left, conjunction());
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (tokens.skipName("and")) {
            left = new Logic(true, left, negation());
        }
        return left;
    }

    private Expression negation() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        enter();
        Expression operand = negation();
        depth--;
        return new Unary(Unary.Operator.NOT, operand);
    }

    private Expression comparison() {
        Expression left = sum();
        if (!isComparison()) {
            return left;
        }
        Binary.Operator operator = comparisonOperator();
        Expression right = sum();
        if (isComparison()) {
            throw new TemplateException("a comparison cannot be chained; write: a < b and b < c");
        }
        return new Binary(operator, left, right, limit);
    }

    private boolean isComparison() {
        Token token = tokens.current();
        return (token.kind() == Token.Kind.SYMBOL && Binary.COMPARISONS.containsKey(token.text()))
                || token.isName("in")
                || (token.isName("not") && tokens.lookAhead().isName("in"));
    }

    private Binary.Operator comparisonOperator() {
        Token token = tokens.next();
        if (token.isName("in")) {
            return Binary.Operator.IN;
        }
        if (token.isName("not")) {
            tokens.next();
            return Binary.Operator.NOT_IN;
        }
        return Objects.requireNonNull(Binary.COMPARISONS.get(token.text()));
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.current().isSymbol("+") || tokens.current().isSymbol("-")) {
            Binary.Operator operator = tokens.next().isSymbol("+") ? Binary.Operator.ADD : Binary.Operator.SUBTRACT;
            left = new Binary(operator, left, concatenation(), limit);
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.current().isSymbol("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipSymbol("~")) {
            parts.add(product());
        }
        return new Concatenation(parts, limit);
    }

    private Expression product() {
        Expression left = power();
        while (true) {
            Binary.Operator operator;
            if (tokens.skipSymbol("*")) {
                operator = Binary.Operator.MULTIPLY;
            } else if (tokens.skipSymbol("/")) {
                operator = Binary.Operator.DIVIDE;
            } else if (tokens.skipSymbol("//")) {
                operator = Binary.Operator.FLOOR_DIVIDE;
            } else if (tokens.skipSymbol("%")) {
                operator = Binary.Operator.MODULO;
            } else {
                return left;
            }
            left = new Binary(operator, left, power(), limit);
        }
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.skipSymbol("**")) {
            left = new Binary(Binary.Operator.POWER, left, unary(true), limit);
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        Expression value;
        if (tokens.current().isSymbol("-") || tokens.current().isSymbol("+")) {
            Unary.Operator operator = tokens.next().isSymbol("-") ? Unary.Operator.NEGATE : Unary.Operator.PLUS;
            enter();
            value = signed(operator, unary(false));
            depth--;
        } else {
            value = calls.postfix(primaries.primary());
        }
        return withFilters ? calls.filtersAndTests(value) : value;
    }

    private static Expression signed(Unary.Operator operator, Expression operand) {
        return operator == Unary.Operator.NEGATE
                        && operand instanceof Literal literal
                        && literal.value() instanceof Number n
                ? new Literal(Numbers.negate(n))
                : new Unary(operator, operand);
    }

    /** A name, a literal, or something in brackets. */
    Expression primary() {
        return primaries.primary();
    }
}
