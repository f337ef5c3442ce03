package dev.refgate.run;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds {@link ValueTemplate}s from nodes. What has no template in it becomes one constant, shared by all runs. */
final class ValueTemplates {
    private final Function<Node, Template> texts;

    /**
     * @param texts compiles a text node
     */
    ValueTemplates(Function<Node, Template> texts) {
        this.texts = texts;
    }

    ValueTemplate of(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence);
        }
        if (node instanceof ScalarNode scalar && scalar.isText()) {
            Template text = texts.apply(node);
            return text instanceof LiteralTemplate literal ? new Constant(literal.source()) : text::value;
        }
        return new Constant(node.value());
    }

    private ValueTemplate sequence(SequenceNode node) {
        List<ValueTemplate> items = node.items().stream().map(this::of).toList();
        if (items.stream().allMatch(Constant.class::isInstance)) {
            return new Constant(JsonValues.immutableCopy(node.value()));
        }
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (ValueTemplate item : items) {
                values.add(item.render(scope));
            }
            return Collections.unmodifiableList(values);
        };
    }

    private ValueTemplate mapping(MappingNode node) {
        List<Entry> entries = node.entries().stream()
                .map(entry ->
                        new Entry(texts.apply(new ScalarNode(entry.keyLocation(), entry.key())), of(entry.value())))
                .toList();
        if (entries.stream().allMatch(Entry::isConstant)) {
            return new Constant(JsonValues.immutableCopy(node.value()));
        }
        return scope -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(entries.size() * 2);
            for (Entry entry : entries) {
                String key = entry.key().text(scope);
                if (values.containsKey(key)) {
                    throw new TemplateException("two keys of one mapping are rendered to the same text");
                }
                values.put(key, entry.value().render(scope));
            }
            return Collections.unmodifiableMap(values);
        };
    }

    private record Entry(Template key, ValueTemplate value) {
        boolean isConstant() {
            return key instanceof LiteralTemplate && value instanceof Constant;
        }
    }

    private record Constant(@Nullable Object value) implements ValueTemplate {
        @Override
        public @Nullable Object render(Scope scope) {
            return value;
        }
    }
}
