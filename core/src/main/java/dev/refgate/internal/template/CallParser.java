package dev.refgate.internal.template;

import dev.refgate.document.Nearest;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses what follows a value: keys, indexes, calls, filters and tests. */
final class CallParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Calls calls;

    CallParser(Tokens tokens, ExpressionParser expressions, int limit) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.calls = new Calls(limit);
    }

    Expression postfix(Expression value) {
        Expression result = value;
        while (true) {
            if (tokens.skipSymbol(".")) {
                result = member(result);
            } else if (tokens.skipSymbol("[")) {
                result = subscript(result);
            } else if (tokens.current().isSymbol("(")) {
                result = call(result);
            } else {
                return result;
            }
        }
    }

    private Expression member(Expression target) {
        Token key = tokens.current();
        if (key.kind() == Token.Kind.NUMBER && key.number() instanceof Long) {
            tokens.next();
            return new Index(target, new Literal(key.number()));
        }
        String name = tokens.expectName("a key");
        if (tokens.current().isSymbol("(")) {
            return method(target, name);
        }
        if (isNamed(target, MomentCall.TIMEZONE) && name.equals("utc")) {
            return new Literal("UTC");
        }
        return target instanceof MomentCall && MomentField.FIELDS.contains(name)
                ? new MomentField(target, name)
                : new Member(target, name);
    }

    private static boolean isNamed(Expression expression, String name) {
        return expression instanceof Name root && root.name().equals(name);
    }

    private Expression method(Expression target, String name) {
        if (isNamed(target, MomentCall.DATETIME)) {
            return MomentCall.function(name, arguments());
        }
        if (MomentCall.METHODS.containsKey(name)) {
            return MomentCall.method(target, name, arguments());
        }
        if (!MethodCall.METHODS.contains(name)) {
            String hint =
                    Filters.find(name) == null ? Nearest.hint(name, MethodCall.METHODS) : "; use the filter: | " + name;
            throw new TemplateException("unknown method \"" + name + "\"" + hint);
        }
        return new MethodCall(target, name, arguments().onlyPositional("the method \"" + name + "\""));
    }

    private Expression subscript(Expression target) {
        if (tokens.skipSymbol(":")) {
            return slice(target, null);
        }
        Expression index = expressions.expression();
        if (tokens.skipSymbol(":")) {
            return slice(target, index);
        }
        tokens.expectSymbol("]");
        return index instanceof Literal literal && literal.value() instanceof String key
                ? new Member(target, key)
                : new Index(target, index);
    }

    private Expression slice(Expression target, @Nullable Expression from) {
        Expression to = tokens.current().isSymbol("]") ? null : expressions.expression();
        tokens.expectSymbol("]");
        return new Slice(target, from, to);
    }

    private Expression call(Expression callee) {
        if (!(callee instanceof Name name)) {
            throw new TemplateException("only functions can be called");
        }
        Call call = arguments();
        if (name.name().equals(MomentCall.ZONE_INFO)) {
            return MomentCall.zone(call);
        }
        return FunctionCall.FUNCTIONS.contains(name.name())
                ? new FunctionCall(name.name(), call.onlyPositional("the function \"" + name.name() + "\""))
                : new MacroCall(name.name(), call);
    }

    private Call arguments() {
        tokens.expectSymbol("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.skipSymbol(")")) {
            argument(positional, named);
            if (!tokens.skipSymbol(",") && !tokens.current().isSymbol(")")) {
                throw tokens.unexpected("\",\" or \")\"");
            }
        }
        return new Call(positional, named);
    }

    private void argument(List<Expression> positional, Map<String, Expression> named) {
        if (tokens.current().kind() == Token.Kind.NAME && tokens.lookAhead().isSymbol("=")) {
            String name = tokens.next().text();
            tokens.expectSymbol("=");
            if (named.put(name, expressions.expression()) != null) {
                throw new TemplateException("the argument \"" + name + "\" is given twice");
            }
        } else if (named.isEmpty()) {
            positional.add(expressions.expression());
        } else {
            throw new TemplateException("arguments by position come before those by name");
        }
    }

    Expression filtersAndTests(Expression value) {
        Expression result = value;
        while (true) {
            if (tokens.skipSymbol("|")) {
                result = filter(result, tokens.expectName("the name of a filter"));
            } else if (tokens.skipName("is")) {
                result = test(result);
            } else {
                return result;
            }
        }
    }

    /** The filter behind a value, as also in the head of a block that fills a variable. */
    Expression filter(Expression value, String name) {
        return calls.filter(value, name, tokens.current().isSymbol("(") ? arguments() : Call.EMPTY);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.skipName("not");
        String name = tokens.expectName("the name of a test");
        return calls.test(value, name, negated, testArguments(name));
    }

    /** In parentheses, or one value without them. */
    private List<Expression> testArguments(String name) {
        Token token = tokens.current();
        if (token.isSymbol("(")) {
            return arguments().onlyPositional("the test \"" + name + "\"");
        }
        boolean value = switch (token.kind()) {
            case TEXT, NUMBER -> true;
            case NAME -> !ExpressionParser.KEYWORDS.contains(token.text());
            case SYMBOL -> token.isSymbol("[") || token.isSymbol("{");
            case END -> false;
        };
        return value ? List.of(postfix(expressions.primary())) : List.of();
    }
}
