package dev.refgate.diff;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Masks secrets in the lines of a YAML document that was read: each secret value from where it begins to where the next
 * key or value begins, whatever its style.
 */
final class DocumentMask {
    private static final Comparator<Location> BY_PLACE =
            Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

    private final Set<String> sensitiveNames;
    private final TreeSet<Location> places = new TreeSet<>(BY_PLACE);
    private final TreeSet<Location> secrets = new TreeSet<>(BY_PLACE);

    private DocumentMask(Set<String> sensitiveNames) {
        this.sensitiveNames = sensitiveNames;
    }

    /**
     * Whether any value in a document is secret by its place: without one, its lines need no look at the nodes.
     *
     * @param sensitiveNames keys whose values are secret, too
     */
    static boolean isNeeded(Node root, Secrecy secrecy, Set<String> sensitiveNames) {
        if (root instanceof MappingNode mapping) {
            for (MappingNode.Entry entry : mapping.entries()) {
                if (isNeeded(entry.value(), below(entry, secrecy, sensitiveNames), sensitiveNames)) {
                    return true;
                }
            }
            return false;
        }
        return root instanceof SequenceNode sequence
                ? sequence.items().stream().anyMatch(item -> isNeeded(item, secrecy, sensitiveNames))
                : secrecy == Secrecy.SECRET && isHidden((ScalarNode) root);
    }

    /**
     * @param lines the text that {@code root} was read from
     * @param sensitiveNames keys whose values are secret, too
     */
    static List<String> apply(List<String> lines, Node root, Secrecy secrecy, Set<String> sensitiveNames) {
        DocumentMask mask = new DocumentMask(sensitiveNames);
        mask.visit(root, secrecy);
        List<String> masked = new ArrayList<>(lines);
        mask.secrets.descendingSet().forEach(start -> mask.hide(masked, start));
        return LineMask.literals(masked);
    }

    private void visit(Node node, Secrecy secrecy) {
        places.add(node.location());
        if (node instanceof MappingNode mapping) {
            for (MappingNode.Entry entry : mapping.entries()) {
                places.add(entry.keyLocation());
                visit(entry.value(), below(entry, secrecy, sensitiveNames));
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.items().forEach(item -> visit(item, secrecy));
        } else if (secrecy == Secrecy.SECRET && isHidden((ScalarNode) node)) {
            secrets.add(node.location());
        }
    }

    private static Secrecy below(MappingNode.Entry entry, Secrecy secrecy, Set<String> sensitiveNames) {
        if (sensitiveNames.contains(entry.key())) {
            return Secrecy.SECRET;
        }
        boolean sensitive = entry.value() instanceof MappingNode mapping
                && mapping.find("sensitive")
                        .map(node -> Boolean.TRUE.equals(node.value()))
                        .orElse(false);
        return secrecy.below(entry.key(), sensitive);
    }

    private static boolean isHidden(ScalarNode scalar) {
        return scalar.value() instanceof String text ? Mask.hides(text) : scalar.value() instanceof Number;
    }

    private void hide(List<String> lines, Location start) {
        Location end = places.higher(start);
        int last = end == null ? lines.size() : Math.min(end.line(), lines.size());
        for (int number = Math.max(1, start.line()); number <= last; number++) {
            String line = lines.get(number - 1);
            int begin = number == start.line() ? Math.min(start.column() - 1, line.length()) : 0;
            boolean whole = end == null || number < end.line();
            int stop = whole ? line.length() : Math.max(begin, Math.min(end.column() - 1, line.length()));
            lines.set(
                    number - 1, line.substring(0, begin) + hidden(line.substring(begin, stop)) + line.substring(stop));
        }
    }

    /** Keeps the indentation, and the punctuation that follows a value in flow style or stands before the next. */
    private static String hidden(String part) {
        String indent = AssignedValue.indentation(part);
        int end = part.length();
        while (end > indent.length() && " \t,]}-".indexOf(part.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == indent.length() ? part : indent + Mask.MASKED + part.substring(end);
    }
}
