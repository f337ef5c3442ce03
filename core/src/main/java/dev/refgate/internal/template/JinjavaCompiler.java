package dev.refgate.internal.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TextNode;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles templates for jinjava, which is loaded with the first of them. */
final class JinjavaCompiler {
    private final int limit;
    private volatile @Nullable JinjavaEngine engine;

    JinjavaCompiler(int limit) {
        this.limit = limit;
    }

    JinjavaTemplate compile(String source) {
        Node root = parse(source);
        TreeCompiler compiler = new TreeCompiler(limit);
        try {
            compiler.compile(root.getChildren());
        } catch (TemplateException e) {
            throw Failures.located(source, compiler.line(), e);
        }
        return new JinjavaTemplate(source, root, compiler, single(source, root), engine());
    }

    private Node parse(String source) {
        StrictInterpreter interpreter = engine().interpreter(new IdentityHashMap<>(), Nothing.SCOPE);
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return interpreter.parse(JinjavaSource.of(source));
        } catch (RuntimeException e) {
            TemplateException failure = JinjavaErrors.of(e, "a tag cannot be read");
            throw Failures.located(source, interpreter.getLineNumber(), failure);
        }
    }

    private JinjavaEngine engine() {
        JinjavaEngine present = engine;
        if (present == null) {
            synchronized (this) {
                present = engine;
                if (present == null) {
                    present = new JinjavaEngine(limit);
                    engine = present;
                }
            }
        }
        return present;
    }

    /** The one expression of a template that has nothing else, white space around it aside. */
    private static @Nullable ExpressionNode single(String source, Node root) {
        String trimmed = source.strip();
        List<Node> nodes = root.getChildren().stream()
                .filter(node -> !(node instanceof TextNode)
                        || !node.getMaster().getImage().isBlank())
                .toList();
        boolean single = nodes.size() == 1 && trimmed.startsWith("{{") && trimmed.endsWith("}}");
        return single && nodes.get(0) instanceof ExpressionNode expression ? expression : null;
    }

    /** The scope of parsing, in which nothing is evaluated. */
    private enum Nothing implements Scope {
        SCOPE;

        @Override
        public Object find(String name) {
            return MISSING;
        }

        @Override
        public long deadlineNanos() {
            return System.nanoTime() + Long.MAX_VALUE / 2;
        }
    }
}
