package dev.refgate.diff;

import java.util.List;
import java.util.Optional;

/**
 * The blocks and edges of both sides in one graph, with marks. Blocks go by their ids after the change.
 *
 * @param blocks those of the side after, in the file's order, then the removed ones
 * @param edges those of the side after, then the removed ones
 */
public record BlockGraph(List<GraphBlock> blocks, List<GraphEdge> edges) {

    public BlockGraph {
        blocks = List.copyOf(blocks);
        edges = List.copyOf(edges);
    }

    /**
     * A block.
     *
     * @param previousId its id before, if it was renamed
     * @param mark empty when it is on both sides and the same
     */
    public record GraphBlock(String id, String type, Optional<String> previousId, Optional<Change> mark) {}

    /**
     * An edge.
     *
     * @param label the branch that has to be chosen
     * @param mark empty when it is on both sides
     */
    public record GraphEdge(String source, Optional<String> label, String target, Optional<Change> mark) {}
}
