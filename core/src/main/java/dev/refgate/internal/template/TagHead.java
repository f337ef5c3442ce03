package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands in a tag behind its name. */
final class TagHead {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*\\(?\\s*[\\w.]+\\s*(,\\s*[\\w.]+\\s*)*\\)?\\s*=(?!=).*", Pattern.DOTALL);
    private static final Set<String> RESERVED =
            Set.of("true", "True", "false", "False", "none", "None", "null", "loop", "range", "namespace", "caller");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final CallParser calls;

    TagHead(String text, int limit) {
        this.tokens = new Tokens(Lexer.expression(text));
        this.expressions = new ExpressionParser(tokens, limit);
        this.calls = new CallParser(tokens, expressions, limit);
    }

    /** Whether the head of a {@code set} has a value in it, and no block follows. */
    static boolean isAssignment(String head) {
        return ASSIGNMENT.matcher(head).matches();
    }

    Expression condition() {
        if (tokens.isAtEnd()) {
            throw new TemplateException("a condition is missing");
        }
        Expression condition = expressions.expression();
        tokens.expectEnd();
        return condition;
    }

    void nothing() {
        tokens.expectEnd();
    }

    /** {@code names in items if filter}. */
    record LoopHead(
            List<String> names, Expression items, @Nullable Expression filter) {}

    LoopHead loop() {
        List<String> names = names();
        if (!tokens.skipName("in")) {
            throw tokens.unexpected("\"in\"");
        }
        Expression items = expressions.disjunction();
        Expression filter = tokens.skipName("if") ? expressions.expression() : null;
        tokens.expectEnd();
        return new LoopHead(names, items, filter);
    }

    Instruction assignment() {
        if (tokens.lookAhead().isSymbol(".")) {
            String namespace = name();
            tokens.expectSymbol(".");
            String key = tokens.expectName("a key");
            tokens.expectSymbol("=");
            return new Instruction.NamespaceAssignment(namespace, key, value());
        }
        List<String> names = names();
        tokens.expectSymbol("=");
        return new Instruction.Assignment(names, value());
    }

    /** One value, or several with commas between, which make a list. */
    private Expression value() {
        List<Expression> values = new ArrayList<>(List.of(expressions.expression()));
        while (tokens.skipSymbol(",")) {
            values.add(expressions.expression());
        }
        tokens.expectEnd();
        return values.size() == 1 ? values.get(0) : new ListLiteral(values);
    }

    /** A name with filters behind it. */
    record BlockHead(String name, Expression filtered) {}

    BlockHead block() {
        String name = name();
        Expression filtered = new Name(name);
        while (tokens.skipSymbol("|")) {
            filtered = calls.filter(filtered, tokens.expectName("the name of a filter"));
        }
        tokens.expectEnd();
        return new BlockHead(name, filtered);
    }

    /** {@code name(parameters)}. */
    record MacroHead(String name, List<Parameter> parameters) {}

    MacroHead macro() {
        String name = name();
        List<Parameter> parameters = parameters();
        tokens.expectEnd();
        return new MacroHead(name, parameters);
    }

    /** {@code (parameters) macro(arguments)}. */
    record CallHead(List<Parameter> parameters, MacroCall call) {}

    CallHead call() {
        List<Parameter> parameters = tokens.current().isSymbol("(") ? parameters() : List.of();
        Expression call = expressions.expression();
        tokens.expectEnd();
        if (call instanceof MacroCall macro) {
            return new CallHead(parameters, macro);
        }
        throw new TemplateException("\"call\" has to be followed by the call of a macro");
    }

    private List<Parameter> parameters() {
        tokens.expectSymbol("(");
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.skipSymbol(")")) {
            String name = name();
            parameters.add(new Parameter(name, tokens.skipSymbol("=") ? expressions.expression() : null));
            if (!tokens.skipSymbol(",") && !tokens.current().isSymbol(")")) {
                throw tokens.unexpected("\",\" or \")\"");
            }
        }
        return parameters;
    }

    private List<String> names() {
        boolean parenthesised = tokens.skipSymbol("(");
        List<String> names = new ArrayList<>(List.of(name()));
        while (tokens.skipSymbol(",")) {
            names.add(name());
        }
        if (parenthesised) {
            tokens.expectSymbol(")");
        }
        return names;
    }

    private String name() {
        String name = tokens.expectName("a name");
        if (RESERVED.contains(name) || ExpressionParser.KEYWORDS.contains(name)) {
            throw new TemplateException("\"" + name + "\" is reserved, and cannot be defined");
        }
        return name;
    }
}
