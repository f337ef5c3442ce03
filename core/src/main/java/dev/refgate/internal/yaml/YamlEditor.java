package dev.refgate.internal.yaml;

import dev.refgate.document.DocumentEditor;
import dev.refgate.error.InvalidArgumentException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Edits by the places that SnakeYAML's nodes have in the text. */
public final class YamlEditor implements DocumentEditor {

    @Override
    public String set(String file, String text, List<Object> path, @Nullable Object value) {
        return new Edit(file, text).set(path, value);
    }

    /** One change of one text. */
    private static final class Edit {
        private final String file;
        private final String text;

        Edit(String file, String text) {
            this.file = file;
            this.text = text;
        }

        String set(List<Object> path, @Nullable Object value) {
            Node node = root();
            int from = 0;
            for (int i = 0; i < path.size(); i++) {
                Object step = path.get(i);
                if (node instanceof MappingNode mapping && step instanceof String key) {
                    Optional<NodeTuple> found = find(mapping, key);
                    if (found.isEmpty()) {
                        return added(mapping, key, nested(path.subList(i + 1, path.size()), value));
                    }
                    from = afterColon(found.get());
                    node = found.get().getValueNode();
                } else if (node instanceof SequenceNode list
                        && step instanceof Integer index
                        && index < list.getValue().size()) {
                    node = list.getValue().get(index);
                    from = offset(node.getStartMark().getIndex());
                } else {
                    throw cannot("there is no " + step + " at " + path.subList(0, i));
                }
                requireOwn(node, from);
            }
            return text.substring(0, from)
                    + (from > 0 && text.charAt(from - 1) == ':' ? " " : "")
                    + FlowYaml.write(value)
                    + text.substring(end(node));
        }

        private Node root() {
            try {
                Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
                if (root != null) {
                    return root;
                }
            } catch (YAMLException e) {
                throw cannot("it is no YAML");
            }
            throw cannot("it is empty");
        }

        private static Optional<NodeTuple> find(MappingNode mapping, String key) {
            return mapping.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                            && scalar.getValue().equals(key))
                    .findFirst();
        }

        private static @Nullable Object nested(List<Object> path, @Nullable Object value) {
            if (path.isEmpty()) {
                return value;
            }
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            map.put(path.get(0), nested(path.subList(1, path.size()), value));
            return map;
        }

        private String added(MappingNode mapping, String key, @Nullable Object value) {
            String entry = FlowYaml.write(key) + ": " + FlowYaml.write(value);
            List<NodeTuple> tuples = mapping.getValue();
            if (tuples.isEmpty()) {
                int brace = offset(mapping.getStartMark().getIndex()) + 1;
                return text.substring(0, brace) + " " + entry + " " + text.substring(brace);
            }
            int end = end(mapping);
            if (mapping.getFlowStyle() == FlowStyle.FLOW) {
                int last = end(tuples.get(tuples.size() - 1).getValueNode());
                return text.substring(0, last) + ", " + entry + text.substring(last);
            }
            int line = text.indexOf('\n', end);
            int at = line < 0 ? text.length() : line > 0 && text.charAt(line - 1) == '\r' ? line - 1 : line;
            String indent = " ".repeat(tuples.get(0).getKeyNode().getStartMark().getColumn());
            String lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
            return text.substring(0, at) + lineBreak + indent + entry + text.substring(at);
        }

        /** An alias has the place of what it stands for, which is somewhere before it. */
        private void requireOwn(Node node, int from) {
            if (node.getAnchor() != null || offset(node.getStartMark().getIndex()) < from) {
                throw cannot("the value after line " + (node.getStartMark().getLine() + 1)
                        + " has an anchor or is an alias; write it out");
            }
        }

        private int afterColon(NodeTuple tuple) {
            return text.indexOf(':', offset(tuple.getKeyNode().getEndMark().getIndex())) + 1;
        }

        /** Where the last character of a value ends; the marks of blocks include the empty lines and comments after them. */
        private int end(Node node) {
            int end = offset(node.getEndMark().getIndex());
            if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() != FlowStyle.FLOW) {
                Node last = node instanceof MappingNode mapping
                        ? mapping.getValue().get(mapping.getValue().size() - 1).getValueNode()
                        : ((SequenceNode) node)
                                .getValue()
                                .get(((SequenceNode) node).getValue().size() - 1);
                requireOwn(last, offset(node.getStartMark().getIndex()));
                return end(last);
            }
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            return Math.max(
                    end, Math.min(text.length(), offset(node.getStartMark().getIndex())));
        }

        /** SnakeYAML counts code points. */
        private int offset(int codePoints) {
            return text.offsetByCodePoints(0, codePoints);
        }

        private InvalidArgumentException cannot(String why) {
            return new InvalidArgumentException(file + ": cannot be changed: " + why);
        }
    }
}
