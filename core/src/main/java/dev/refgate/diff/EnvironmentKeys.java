package dev.refgate.diff;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import dev.refgate.workflow.Reference;
import dev.refgate.workflow.TemplateException;
import dev.refgate.workflow.Templates;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the keys of {@code _env} that a document's templates read. */
final class EnvironmentKeys {
    private static final String ROOT = "_env";
    private static final String COMPUTED = "*";

    private final Templates templates;
    private final SortedMap<String, Boolean> optional = new TreeMap<>();

    private EnvironmentKeys(Templates templates) {
        this.templates = templates;
    }

    /**
     * @return each key, with whether every template that reads it provides for its absence; templates that cannot be
     *     compiled are left out
     */
    static SortedMap<String, Boolean> of(Node document, Templates templates) {
        EnvironmentKeys keys = new EnvironmentKeys(templates);
        keys.visit(document);
        return keys.optional;
    }

    private void visit(Node node) {
        if (node instanceof MappingNode mapping) {
            mapping.entries().forEach(entry -> {
                text(entry.key());
                visit(entry.value());
            });
        } else if (node instanceof SequenceNode sequence) {
            sequence.items().forEach(this::visit);
        } else if (((ScalarNode) node).value() instanceof String text) {
            text(text);
        }
    }

    private void text(String text) {
        if (!text.contains(ROOT) || !templates.isTemplate(text)) {
            return;
        }
        try {
            templates.compile(text).references().forEach(this::add);
        } catch (TemplateException e) {
            // Validation reports it; here it only has no references.
        }
    }

    private void add(Reference reference) {
        if (reference.root().equals(ROOT)) {
            String key = reference.path().size() > 1 ? reference.path().get(1) : COMPUTED;
            optional.merge(key, reference.guarded(), Boolean::logicalAnd);
        }
    }
}
