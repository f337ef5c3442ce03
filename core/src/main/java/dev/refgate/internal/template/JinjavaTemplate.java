package dev.refgate.internal.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.parse.Token;
import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A template that jinjava renders. The tree is parsed once; each rendering has an interpreter of its own. */
final class JinjavaTemplate implements Template {
    private final String source;
    private final List<Node> nodes;
    private final IdentityHashMap<Token, Object> compiled;
    private final Set<Reference> references;
    private final @Nullable ExpressionNode single;
    private final JinjavaEngine engine;

    JinjavaTemplate(
            String source, Node root, TreeCompiler compiler, @Nullable ExpressionNode single, JinjavaEngine engine) {
        this.source = source;
        this.nodes = List.copyOf(root.getChildren());
        this.compiled = compiler.compiled();
        this.references = compiler.references().found();
        this.single = single;
        this.engine = engine;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Set<Reference> references() {
        return references;
    }

    @Override
    public @Nullable Object value(Scope scope) {
        ExpressionNode node = single;
        if (node == null) {
            return text(scope);
        }
        Expression expression = (Expression) Objects.requireNonNull(compiled.get(node.getMaster()));
        return run(scope, interpreter -> {
            interpreter.beforeNode(node);
            return interpreter.evaluate(expression);
        });
    }

    @Override
    public String text(Scope scope) {
        return Objects.requireNonNull(run(scope, interpreter -> interpreter.render(nodes)));
    }

    private <T extends @Nullable Object> T run(Scope scope, Function<StrictInterpreter, T> job) {
        StrictInterpreter interpreter = engine.interpreter(compiled, scope);
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return job.apply(interpreter);
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.located(source, interpreter.getLineNumber(), JinjavaErrors.of(e, "the template failed"));
        }
    }
}
