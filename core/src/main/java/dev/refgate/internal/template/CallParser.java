package dev.refgate.internal.template;

import dev.refgate.document.Nearest;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses what follows a value: keys, indexes, calls, filters and tests. */
final class CallParser {
    private static final List<String> DEFAULTS = List.of("default", "d");
    private static final Map<String, Boolean> DEFINED = Map.of("defined", false, "undefined", true);

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final int limit;

    CallParser(Tokens tokens, ExpressionParser expressions, int limit) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.limit = limit;
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
        return tokens.current().isSymbol("(") ? method(target, name) : new Member(target, name);
    }

    private Expression method(Expression target, String name) {
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

    /** The filters behind a value, as in the head of a block that fills a variable. */
    Expression filter(Expression value, String name) {
        Call call = tokens.current().isSymbol("(") ? arguments() : Call.EMPTY;
        String callee = "the filter \"" + name + "\"";
        if (DEFAULTS.contains(name)) {
            return defaulted(value, call.bind(callee, List.of("default_value", "boolean"), 0));
        }
        Filter filter = Filters.find(name);
        if (filter != null) {
            return new Filtered(value, filter, call.bind(callee, filter.parameters(), filter.required()), limit);
        }
        if (Borrowed.FILTERS.contains(name)) {
            return new LibraryFiltered(value, name, call);
        }
        List<String> known = Stream.of(DEFAULTS, Filters.names(), Borrowed.FILTERS)
                .flatMap(java.util.Collection::stream)
                .toList();
        throw new TemplateException("unknown filter \"" + name + "\"" + Nearest.hint(name, known));
    }

    private static Expression defaulted(Expression value, List<@Nullable Expression> arguments) {
        Expression otherwise = arguments.get(0);
        Expression alsoForFalse = arguments.get(1);
        return new Defaulted(
                value,
                otherwise == null ? new Literal("") : otherwise,
                alsoForFalse == null ? new Literal(false) : alsoForFalse);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.skipName("not");
        String name = tokens.expectName("the name of a test");
        Boolean undefined = DEFINED.get(name);
        if (undefined != null) {
            return new Defined(value, undefined != negated);
        }
        List<Expression> arguments = testArguments(name);
        Tests.Test test = Tests.find(name);
        if (test != null) {
            return tested(value, test, negated, arguments);
        }
        if (Borrowed.TESTS.contains(name)) {
            return new LibraryTested(value, name, negated, arguments);
        }
        List<String> known = Stream.of(DEFINED.keySet(), Tests.names(), Borrowed.TESTS)
                .flatMap(java.util.Collection::stream)
                .toList();
        throw new TemplateException("unknown test \"" + name + "\"" + Nearest.hint(name, known));
    }

    private static Expression tested(Expression value, Tests.Test test, boolean negated, List<Expression> arguments) {
        if (arguments.size() != (test.takesArgument() ? 1 : 0)) {
            throw new TemplateException("the test \"" + test.name() + "\" takes "
                    + (test.takesArgument() ? "one argument" : "no arguments"));
        }
        return new Tested(value, test, negated, arguments.isEmpty() ? null : arguments.get(0));
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
