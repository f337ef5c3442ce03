package dev.refgate.report;

import dev.refgate.diff.BlockGraph;
import dev.refgate.diff.BlockGraph.GraphBlock;
import dev.refgate.diff.BlockGraph.GraphEdge;
import dev.refgate.diff.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A picture of a workflow's blocks and edges as SVG: each block stands below all blocks that it waits for. */
final class SvgGraph {
    private static final int MOST_BLOCKS = 100;
    private static final int LONGEST_LABEL = 24;
    private static final int WIDTH = 200;
    private static final int HEIGHT = 44;
    private static final int GAP_X = 30;
    private static final int GAP_Y = 60;

    /** A place in the picture: the middle of a block's upper side. */
    private record Spot(int x, int y) {}

    /** The element, or a note in its stead where there are too many blocks to see anything. */
    String render(BlockGraph graph) {
        if (graph.blocks().size() > MOST_BLOCKS) {
            return "<p class=\"note\">No picture: " + graph.blocks().size() + " blocks are more than " + MOST_BLOCKS
                    + ".</p>\n";
        }
        Map<String, Spot> spots = spots(graph);
        int right = spots.values().stream().mapToInt(Spot::x).max().orElse(0) + WIDTH / 2 + GAP_X;
        int bottom = spots.values().stream().mapToInt(Spot::y).max().orElse(0) + HEIGHT + GAP_X;
        StringBuilder out = new StringBuilder("<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                .formatted(right, bottom, right, bottom));
        out.append("<title>Blocks and edges</title>\n");
        graph.edges().forEach(edge -> edge(out, edge, spots));
        graph.blocks().forEach(block -> block(out, block, spots));
        return out.append("</svg>\n").toString();
    }

    private static Map<String, Spot> spots(BlockGraph graph) {
        Map<String, Integer> levels = levels(graph);
        Map<Integer, List<String>> rows = new HashMap<>();
        graph.blocks()
                .forEach(block -> rows.computeIfAbsent(levels.getOrDefault(block.id(), 0), level -> new ArrayList<>())
                        .add(block.id()));
        Map<String, Spot> spots = new HashMap<>();
        rows.forEach((level, row) -> {
            for (int i = 0; i < row.size(); i++) {
                spots.put(
                        row.get(i),
                        new Spot(GAP_X + WIDTH / 2 + i * (WIDTH + GAP_X), GAP_X + level * (HEIGHT + GAP_Y)));
            }
        });
        return spots;
    }

    /** The longest way to each block. Both sides together may have a cycle; so it is not followed for ever. */
    private static Map<String, Integer> levels(BlockGraph graph) {
        Map<String, Integer> levels = new HashMap<>();
        boolean moved = true;
        for (int round = 0; moved && round < graph.blocks().size(); round++) {
            moved = false;
            for (GraphEdge edge : graph.edges()) {
                int below = levels.getOrDefault(edge.source(), 0) + 1;
                if (below > levels.getOrDefault(edge.target(), 0)
                        && below < graph.blocks().size()) {
                    levels.put(edge.target(), below);
                    moved = true;
                }
            }
        }
        return levels;
    }

    private static void edge(StringBuilder out, GraphEdge edge, Map<String, Spot> spots) {
        Spot source = spots.get(edge.source());
        Spot target = spots.get(edge.target());
        if (source == null || target == null) {
            return;
        }
        String colour = stroke(edge.mark());
        int startY = source.y + HEIGHT;
        out.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"%s\"%s/>\n",
                source.x,
                startY,
                source.x,
                startY + GAP_Y / 2,
                target.x,
                target.y - GAP_Y / 2,
                target.x,
                target.y - 6,
                colour,
                dashes(edge.mark())));
        out.append(String.format(
                Locale.ROOT, "<path d=\"M%d %d l-4 -7 h8 z\" fill=\"%s\"/>\n", target.x, target.y, colour));
        edge.label()
                .ifPresent(label -> out.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
                        (source.x + target.x) / 2,
                        (startY + target.y) / 2,
                        colour,
                        label(label))));
    }

    private static void block(StringBuilder out, GraphBlock block, Map<String, Spot> spots) {
        Spot spot = spots.getOrDefault(block.id(), new Spot(0, 0));
        Optional<Change> mark = block.mark().or(() -> block.previousId().map(id -> Change.CHANGED));
        String was = block.previousId().map(id -> ", was " + label(id)).orElse("");
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"%s\"%s/>\n",
                spot.x - WIDTH / 2,
                spot.y,
                WIDTH,
                HEIGHT,
                fill(mark),
                stroke(mark),
                dashes(mark)));
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-size=\"13\" text-anchor=\"middle\">%s</text>\n",
                spot.x,
                spot.y + 18,
                label(block.id())));
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"#59636e\">%s</text>\n",
                spot.x,
                spot.y + 35,
                label(block.type()) + was));
    }

    private static String label(String text) {
        return HtmlPage.escape(Visible.cut(Visible.line(text), LONGEST_LABEL));
    }

    private static String stroke(Optional<Change> mark) {
        return mark.map(change -> switch (change) {
                    case ADDED -> "#1a7f37";
                    case REMOVED -> "#cf222e";
                    case CHANGED -> "#9a6700";
                })
                .orElse("#59636e");
    }

    private static String fill(Optional<Change> mark) {
        return mark.map(change -> switch (change) {
                    case ADDED -> "#dafbe1";
                    case REMOVED -> "#ffebe9";
                    case CHANGED -> "#fff8c5";
                })
                .orElse("#f6f8fa");
    }

    private static String dashes(Optional<Change> mark) {
        return mark.filter(change -> change == Change.REMOVED).isPresent() ? " stroke-dasharray=\"5 5\"" : "";
    }
}
