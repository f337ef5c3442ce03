package dev.refgate.internal.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.parse.Token;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rendering by jinjava. Walks jinjava's tree, but evaluates expressions with the same code as the fast path, so that
 * both have one meaning, and jinjava's own expression language, which could reach Java objects, is never entered. Any
 * error ends the rendering.
 */
final class StrictInterpreter extends JinjavaInterpreter {
    private static final int MAX_MACRO_DEPTH = 50;

    private final IdentityHashMap<Token, Object> compiled;
    private final JinjavaScope names;
    private final int limit;
    private Frame frame = new Frame(null);
    private int macroDepth;
    private boolean interrupted;
    private boolean broken;

    /**
     * @param compiled the instructions and expressions of the template, by the token that they were read from
     * @param limit characters that a text may have
     */
    StrictInterpreter(
            Jinjava jinjava,
            Context context,
            JinjavaConfig config,
            IdentityHashMap<Token, Object> compiled,
            Scope scope,
            int limit) {
        super(jinjava, context, config);
        this.compiled = compiled;
        this.names = new JinjavaScope(this, scope);
        this.limit = limit;
    }

    Frame frame() {
        return frame;
    }

    /** From here to the matching {@link #leave}, names are defined that are unknown outside. */
    void enter() {
        frame = new Frame(frame);
    }

    void leave() {
        frame = Objects.requireNonNull(frame.parent());
    }

    @Nullable
    Object evaluate(Expression expression) {
        return expression.evaluate(names);
    }

    Output output() {
        return new Output(limit, 64);
    }

    String render(List<Node> nodes) {
        Output output = output();
        for (Node node : nodes) {
            if (interrupted) {
                break;
            }
            output.append(node.render(this).getValue());
        }
        return output.toString();
    }

    /** Called by jinjava before each node. */
    void beforeNode(Node node) {
        setLineNumber(node.getLineNumber());
        checkDeadline();
    }

    String run(Token tag) {
        return ((Instruction) Objects.requireNonNull(compiled.get(tag))).run(this);
    }

    String text(Token expression) {
        return TextRendering.text(evaluate((Expression) Objects.requireNonNull(compiled.get(expression))), limit);
    }

    void jump(boolean out) {
        interrupted = true;
        broken = out;
    }

    void endIteration() {
        interrupted = false;
        checkDeadline();
    }

    void checkDeadline() {
        Limits.deadline(names.deadlineNanos());
    }

    boolean isBroken() {
        return broken;
    }

    void endLoop() {
        broken = false;
    }

    /** Calls a macro with the body of a {@code call} block as its {@code caller}. */
    String callMacro(MacroCall call, Macro caller) {
        return callMacro(
                call.name(),
                LibraryScope.values(call.call().positional(), names),
                LibraryScope.values(call.call().named(), names),
                caller);
    }

    String callMacro(
            String name,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named,
            @Nullable Macro caller) {
        if (!(frame.find(name) instanceof Macro macro)) {
            throw new TemplateException("the macro \"" + name + "\" is not defined yet");
        }
        if (++macroDepth > MAX_MACRO_DEPTH) {
            throw new TemplateException("macros call each other more than " + MAX_MACRO_DEPTH + " deep");
        }
        Frame outside = frame;
        frame = new Frame(macro.home());
        if (caller != null) {
            frame.define("caller", caller);
        }
        MacroArguments.bind(macro, positional, named, this);
        String text = render(macro.body());
        frame = outside;
        macroDepth--;
        return text;
    }

    @Override
    public void addError(TemplateError error) {
        if (error.getLineno() > 0) {
            setLineNumber(error.getLineno());
        }
        throw JinjavaErrors.translate(error);
    }

    @Override
    public Object resolveELExpression(String expression, int lineNumber) {
        throw new IllegalStateException("jinjava was to evaluate an expression");
    }

    @Override
    public Object resolveELExpressionSilently(String expression) {
        throw new IllegalStateException("jinjava was to evaluate an expression");
    }

    @Override
    public @Nullable Object resolveProperty(Object object, List<String> path) {
        return Attributes.resolve(object, String.join(".", path));
    }

    /** Some of jinjava's filters would render their input; a value is never rendered. */
    @Override
    public String renderFlat(String value, long renderLimit) {
        return value;
    }

    @Override
    public String render(String template, long renderLimit) {
        return template;
    }

    @Override
    public String getAsString(@Nullable Object value) {
        return TextRendering.text(value, limit);
    }

    @Override
    public @Nullable Object wrap(@Nullable Object value) {
        return value;
    }
}
