package dev.refgate.run;

import dev.refgate.run.CompiledBlock.Successor;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which block waits for which. */
final class Graph {
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final Map<String, Block> blocks = new HashMap<>();
    private final List<List<Successor>> successors = new ArrayList<>();

    Graph(List<Block> blocks) {
        for (Block block : blocks) {
            indexes.put(block.id(), indexes.size());
            this.blocks.put(block.id(), block);
            successors.add(new ArrayList<>());
        }
        for (Block block : blocks) {
            int target = index(block.id());
            for (Edge edge : block.needs()) {
                successors
                        .get(index(edge.source()))
                        .add(new Successor(target, edge.label().orElse(null)));
            }
        }
    }

    Map<String, Integer> indexes() {
        return indexes;
    }

    List<Successor> successors(int block) {
        return List.copyOf(successors.get(block));
    }

    /** Every block that has ended before this one begins. */
    Set<String> upstream(Block block) {
        Set<String> found = new LinkedHashSet<>();
        Deque<Block> open = new ArrayDeque<>(List.of(block));
        while (!open.isEmpty()) {
            for (Edge edge : open.remove().needs()) {
                Block source = blocks.get(edge.source());
                if (source != null && found.add(source.id())) {
                    open.add(source);
                }
            }
        }
        return found;
    }

    private int index(String id) {
        Integer index = indexes.get(id);
        if (index == null) {
            throw new IllegalArgumentException("block: " + id + " (expected the id of a block; the parser sees to it)");
        }
        return index;
    }
}
