package dev.refgate.diff;

import dev.refgate.diff.BlockGraph.GraphEdge;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Edge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the edges of two versions of a workflow. */
final class EdgeComparison {
    private final Set<Arrow> added;
    private final Set<Arrow> removed;
    private final Set<Arrow> now;

    EdgeComparison(List<Block> from, List<Block> to, Renames renames) {
        Set<Arrow> earlier = arrows(from, renames);
        now = arrows(to, new Renames());
        added = new LinkedHashSet<>(now);
        added.removeAll(earlier);
        removed = new LinkedHashSet<>(earlier);
        removed.removeAll(now);
    }

    /** Of one block's lost and new edges, pairs are rewired ones; the rest is removed or added. */
    List<EdgeChange> changes() {
        Map<String, List<Arrow>> lost = byTarget(removed);
        List<EdgeChange> changes = new ArrayList<>();
        for (Arrow arrow : added) {
            List<Arrow> partners = lost.getOrDefault(arrow.target, List.of());
            Optional<Arrow> partner = partners.stream()
                    .filter(other -> other.source.equals(arrow.source))
                    .findFirst()
                    .or(() -> partners.stream().findFirst());
            partner.ifPresent(partners::remove);
            changes.add(new EdgeChange(arrow.target, partner.map(Arrow::origin), Optional.of(arrow.origin())));
        }
        lost.values()
                .forEach(rest -> rest.forEach(arrow ->
                        changes.add(new EdgeChange(arrow.target, Optional.of(arrow.origin()), Optional.empty()))));
        return changes;
    }

    /** The blocks at either end of an edge that differs. */
    Set<String> touched() {
        Set<String> touched = new HashSet<>();
        for (Set<Arrow> arrows : List.of(added, removed)) {
            arrows.forEach(arrow -> {
                touched.add(arrow.source);
                touched.add(arrow.target);
            });
        }
        return touched;
    }

    List<GraphEdge> graph() {
        List<GraphEdge> edges = new ArrayList<>();
        now.forEach(
                arrow -> edges.add(arrow.edge(added.contains(arrow) ? Optional.of(Change.ADDED) : Optional.empty())));
        removed.forEach(arrow -> edges.add(arrow.edge(Optional.of(Change.REMOVED))));
        return edges;
    }

    private static Map<String, List<Arrow>> byTarget(Set<Arrow> arrows) {
        Map<String, List<Arrow>> byTarget = new LinkedHashMap<>();
        arrows.forEach(arrow -> byTarget.computeIfAbsent(arrow.target, target -> new ArrayList<>())
                .add(arrow));
        return byTarget;
    }

    private static Set<Arrow> arrows(List<Block> blocks, Renames renames) {
        Set<Arrow> arrows = new LinkedHashSet<>();
        for (Block block : blocks) {
            for (Edge edge : block.needs()) {
                arrows.add(new Arrow(renames.follow(edge.source()), edge.label(), renames.follow(block.id())));
            }
        }
        return arrows;
    }

    /** An edge without its place in the file. */
    private record Arrow(String source, Optional<String> label, String target) {

        String origin() {
            return label.map(branch -> source + "." + branch).orElse(source);
        }

        GraphEdge edge(Optional<Change> mark) {
            return new GraphEdge(source, label, target, mark);
        }
    }
}
