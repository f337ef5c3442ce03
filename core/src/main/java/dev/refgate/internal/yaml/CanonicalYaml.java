package dev.refgate.internal.yaml;

import dev.refgate.document.CanonicalWriter;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Canonical YAML in block style. A text of several lines is a literal block, a long text of several sentences a folded
 * block with a sentence per line, and every other text is in double quotes, so that a small edit is a small difference.
 */
public final class CanonicalYaml implements CanonicalWriter {
    private static final String STEP = "  ";
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Set<String> NO_PLAIN_KEYS =
            Set.of("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE");
    /** Words that older readers of YAML take for truth values; quoted, the text means the same to all of them. */
    private static final Set<String> OLD_TRUTH_WORDS = Set.of("y", "n", "yes", "no", "on", "off");

    @Override
    public String write(Node root) {
        StringBuilder out = new StringBuilder();
        if (root instanceof ScalarNode scalar) {
            out.append(inline(scalar.value())).append('\n');
        } else {
            block(out, root, "");
        }
        return out.toString();
    }

    /** Writes a mapping or list whose first line's indentation is already there. */
    private void block(StringBuilder out, Node node, String indent) {
        if (node instanceof MappingNode mapping && !mapping.entries().isEmpty()) {
            List<MappingNode.Entry> entries = mapping.entries().stream()
                    .sorted(Comparator.comparing(MappingNode.Entry::key))
                    .toList();
            for (int i = 0; i < entries.size(); i++) {
                out.append(i == 0 ? "" : indent)
                        .append(key(entries.get(i).key()))
                        .append(':');
                valueAfterKey(out, entries.get(i).value(), indent);
            }
        } else if (node instanceof SequenceNode sequence && !sequence.items().isEmpty()) {
            List<Node> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                out.append(i == 0 ? "" : indent).append("- ");
                item(out, items.get(i), indent);
            }
        } else {
            out.append(node instanceof MappingNode ? "{}" : "[]").append('\n');
        }
    }

    private void valueAfterKey(StringBuilder out, Node value, String indent) {
        if (value instanceof ScalarNode scalar) {
            out.append(' ');
            scalar(out, scalar.value(), indent);
        } else if (isEmpty(value)) {
            out.append(' ');
            block(out, value, indent);
        } else {
            out.append('\n').append(indent).append(STEP);
            block(out, value, indent + STEP);
        }
    }

    private void item(StringBuilder out, Node item, String indent) {
        if (item instanceof ScalarNode scalar) {
            scalar(out, scalar.value(), indent);
        } else {
            block(out, item, indent + STEP);
        }
    }

    private static boolean isEmpty(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.entries().isEmpty()
                : node instanceof SequenceNode sequence && sequence.items().isEmpty();
    }

    private static void scalar(StringBuilder out, @Nullable Object value, String indent) {
        if (value instanceof String text && TextBlocks.isLiteral(text)) {
            TextBlocks.literal(out, text, indent + STEP);
        } else if (value instanceof String text && TextBlocks.isFolded(text)) {
            TextBlocks.folded(out, text, indent + STEP);
        } else {
            out.append(inline(value)).append('\n');
        }
    }

    private static String key(String key) {
        boolean plain = PLAIN_KEY.matcher(key).matches()
                && !NO_PLAIN_KEYS.contains(key)
                && !OLD_TRUTH_WORDS.contains(key.toLowerCase(Locale.ROOT));
        return plain ? key : TextBlocks.quoted(key);
    }

    private static String inline(@Nullable Object value) {
        if (value instanceof String text) {
            return TextBlocks.quoted(text);
        }
        if (value instanceof Double number && number.isNaN()) {
            return ".nan";
        }
        if (value instanceof Double number && number.isInfinite()) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return String.valueOf(value);
    }
}
