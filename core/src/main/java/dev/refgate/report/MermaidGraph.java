package dev.refgate.report;

import dev.refgate.diff.BlockGraph;
import dev.refgate.diff.BlockGraph.GraphBlock;
import dev.refgate.diff.BlockGraph.GraphEdge;
import dev.refgate.diff.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A picture of a workflow's blocks and edges as a Mermaid flowchart, with what was added, removed (dashed) and changed.
 * Of a large graph, the part that differs and what stands beside it comes first.
 */
public final class MermaidGraph {
    private static final int MOST_BLOCKS = 100;
    private static final int MOST_EDGES = 400;
    private static final int LONGEST_LABEL = 60;

    /** The chart's source, without a fence around it; ends in a line feed. */
    public String render(BlockGraph graph) {
        List<GraphBlock> blocks = shown(graph);
        Map<String, String> names = new HashMap<>();
        StringBuilder out = new StringBuilder("flowchart TD\n");
        for (GraphBlock block : blocks) {
            String name = "b" + names.size();
            names.put(block.id(), name);
            out.append("  ").append(name).append("[\"").append(label(block)).append("\"]");
            out.append(style(block)).append('\n');
        }
        List<Integer> removed = new ArrayList<>();
        List<Integer> added = new ArrayList<>();
        int count = 0;
        for (GraphEdge edge : graph.edges()) {
            String source = names.get(edge.source());
            String target = names.get(edge.target());
            if (source == null || target == null || count == MOST_EDGES) {
                continue;
            }
            out.append("  ").append(source).append(arrow(edge)).append(target).append('\n');
            int index = count++;
            edge.mark().ifPresent(mark -> (mark == Change.REMOVED ? removed : added).add(index));
        }
        appendNote(out, graph.blocks().size() - blocks.size());
        appendStyles(out, added, removed);
        return out.toString();
    }

    private static List<GraphBlock> shown(BlockGraph graph) {
        if (graph.blocks().size() <= MOST_BLOCKS) {
            return graph.blocks();
        }
        Set<String> chosen = new HashSet<>();
        graph.blocks().stream().filter(MermaidGraph::differs).forEach(block -> choose(chosen, block.id()));
        graph.edges().stream().filter(edge -> edge.mark().isPresent()).forEach(edge -> {
            choose(chosen, edge.source());
            choose(chosen, edge.target());
        });
        graph.blocks().forEach(block -> choose(chosen, block.id()));
        return graph.blocks().stream()
                .filter(block -> chosen.contains(block.id()))
                .toList();
    }

    private static void choose(Set<String> chosen, String id) {
        if (chosen.size() < MOST_BLOCKS) {
            chosen.add(id);
        }
    }

    private static boolean differs(GraphBlock block) {
        return block.mark().isPresent() || block.previousId().isPresent();
    }

    private static String label(GraphBlock block) {
        String was = block.previousId().map(id -> "<br/>was " + escape(id)).orElse("");
        return escape(block.id()) + "<br/>" + escape(block.type()) + was;
    }

    private static String style(GraphBlock block) {
        Optional<Change> mark = block.mark().or(() -> block.previousId().map(id -> Change.CHANGED));
        return mark.map(change -> ":::" + change.word()).orElse("");
    }

    private static String arrow(GraphEdge edge) {
        String line = edge.mark().filter(mark -> mark == Change.REMOVED).isPresent() ? " -.->" : " -->";
        return edge.label().map(label -> line + "|\"" + escape(label) + "\"| ").orElse(line + " ");
    }

    private static void appendNote(StringBuilder out, int left) {
        if (left > 0) {
            out.append("  more[\"… ")
                    .append(left)
                    .append(left == 1 ? " more block" : " more blocks")
                    .append("\"]\n");
        }
    }

    private static void appendStyles(StringBuilder out, List<Integer> added, List<Integer> removed) {
        out.append("  classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328\n");
        out.append("  classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 5\n");
        out.append("  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328\n");
        appendEdges(out, added, "stroke:#1a7f37");
        appendEdges(out, removed, "stroke:#cf222e");
    }

    private static void appendEdges(StringBuilder out, List<Integer> edges, String style) {
        if (!edges.isEmpty()) {
            out.append("  linkStyle ")
                    .append(String.join(",", edges.stream().map(String::valueOf).toList()))
                    .append(' ')
                    .append(style)
                    .append('\n');
        }
    }

    /** Letters, digits and few signs stay; everything else becomes Mermaid's entity for it. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        Visible.cut(Visible.line(text), LONGEST_LABEL).codePoints().forEach(each -> {
            if (Character.isLetterOrDigit(each)
                    || each == '_'
                    || each == '-'
                    || each == ' '
                    || each == '.'
                    || each == '…') {
                out.appendCodePoint(each);
            } else {
                out.append('#').append(each).append(';');
            }
        });
        return out.toString();
    }
}
