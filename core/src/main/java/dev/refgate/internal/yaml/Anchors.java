package dev.refgate.internal.yaml;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The anchors of a document, and how much its aliases have copied. Few short lines can stand for billions of nodes; a
 * limit on what all aliases together add keeps that from anybody who walks through the nodes.
 */
final class Anchors {
    private static final int MOST_COPIED = 10_000;

    private final Map<String, Anchored> complete = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private long copied;

    /** A node and how many there are in it, itself included. */
    private record Anchored(Node node, long size) {}

    void open(@Nullable String anchor) {
        if (anchor != null) {
            open.add(anchor);
        }
    }

    void close(@Nullable String anchor, Node node) {
        if (anchor != null) {
            open.remove(anchor);
            complete.put(anchor, new Anchored(node, size(node)));
        }
    }

    /**
     * The anchored node; null in its place, with a problem, when there is none.
     *
     * @throws TooDeepException when aliases have copied too much
     */
    Node expand(String alias, Location location, Problems problems) {
        if (open.contains(alias)) {
            problems.add(location, "the alias *" + alias + " stands inside what it repeats");
            return new ScalarNode(location, null);
        }
        Anchored anchored = complete.get(alias);
        if (anchored == null) {
            problems.add(
                    location,
                    "unknown alias *" + alias + " (expected the name of an anchor above)"
                            + Nearest.hint(alias, complete.keySet())
                            + "; if it is a text, put it in quotes");
            return new ScalarNode(location, null);
        }
        copied += anchored.size();
        if (copied > MOST_COPIED) {
            throw new TooDeepException(location, "the aliases up to here repeat more than " + MOST_COPIED + " values");
        }
        return anchored.node();
    }

    /** Bounded, although copies are counted in full: what was copied into a node was counted against the limit before. */
    private static long size(Node node) {
        if (node instanceof SequenceNode sequence) {
            return 1 + sequence.items().stream().mapToLong(Anchors::size).sum();
        }
        if (node instanceof MappingNode mapping) {
            return 1
                    + mapping.entries().stream()
                            .mapToLong(entry -> 1 + size(entry.value()))
                            .sum();
        }
        return 1;
    }
}
