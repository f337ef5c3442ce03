package dev.refgate.run;

import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import dev.refgate.workflow.Templates;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** Compiles the templates of one place, and checks what they name. Problems are collected. */
final class NodeCompiler {
    private static final Template STAND_IN = new LiteralTemplate("");

    private final Templates templates;
    private final Function<Reference, Optional<String>> names;
    private final Problems problems;

    NodeCompiler(Templates templates, VisibleNames names, Problems problems) {
        this(templates, names::problem, problems);
    }

    /**
     * @param names what is wrong with a reference, if anything is
     */
    NodeCompiler(Templates templates, Function<Reference, Optional<String>> names, Problems problems) {
        this.templates = templates;
        this.names = names;
        this.problems = problems;
    }

    Template text(Node node) {
        if (!(node instanceof ScalarNode scalar) || !(scalar.value() instanceof String source)) {
            problems.add(node.location(), "expected a text, found " + node.described());
            return STAND_IN;
        }
        if (!templates.isTemplate(source)) {
            return new LiteralTemplate(source);
        }
        try {
            Template template = templates.compile(source);
            checkReferences(template, node);
            return template;
        } catch (TemplateException e) {
            problems.add(node.location(), String.valueOf(e.getMessage()));
            return STAND_IN;
        }
    }

    ValueTemplate value(Node node) {
        return new ValueTemplates(this::text).of(node);
    }

    Condition condition(Node node) {
        if (node.value() instanceof Boolean truth) {
            return scope -> truth;
        }
        if (!(node.value() instanceof String)) {
            problems.add(node.location(), Conditions.EXPECTED + ", found " + node.described());
            return scope -> false;
        }
        Template template = text(node);
        if (template instanceof LiteralTemplate literal && !literal.equals(STAND_IN)) {
            return literal(node, literal.source());
        }
        return scope -> Conditions.isTrue(template.value(scope));
    }

    /** A text without braces is most likely an expression whose braces were forgotten; it would always be true. */
    private Condition literal(Node node, String text) {
        boolean truth = text.equalsIgnoreCase("true");
        if (!truth && !text.equalsIgnoreCase("false")) {
            problems.add(node.location(), Conditions.EXPECTED + ", found " + node.described());
        }
        return scope -> truth;
    }

    private void checkReferences(Template template, Node node) {
        template.references().stream()
                .sorted(Comparator.comparing(Reference::toString))
                .forEach(reference ->
                        names.apply(reference).ifPresent(problem -> problems.add(node.location(), problem)));
    }
}
