package dev.refgate.workflow;

import dev.refgate.document.Location;
import dev.refgate.document.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds blocks that wait for each other. Takes away what waits for nothing, again and again; what stays holds a circle.
 * That one is reported and taken away, and so on: each circle is reported once, however many ways lead into it.
 */
final class BlockCycles {
    private final Map<String, BlockOutline> blocks;
    private final Map<String, Set<String>> waitsFor = new LinkedHashMap<>();
    private final Map<String, List<String>> followers = new HashMap<>();
    private final Deque<String> free = new ArrayDeque<>();

    private BlockCycles(Map<String, BlockOutline> blocks) {
        this.blocks = blocks;
        blocks.forEach((id, block) -> {
            Set<String> sources = new LinkedHashSet<>();
            for (Edge edge : block.needs()) {
                if (blocks.containsKey(edge.source()) && !edge.source().equals(id) && sources.add(edge.source())) {
                    followers
                            .computeIfAbsent(edge.source(), source -> new ArrayList<>())
                            .add(id);
                }
            }
            waitsFor.put(id, sources);
        });
    }

    static void check(Map<String, BlockOutline> blocks, Problems problems) {
        BlockCycles cycles = new BlockCycles(blocks);
        cycles.waitsFor.forEach((id, sources) -> {
            if (sources.isEmpty()) {
                cycles.free.add(id);
            }
        });
        cycles.takeFree();
        while (!cycles.waitsFor.isEmpty()) {
            cycles.takeCycle(problems);
            cycles.takeFree();
        }
    }

    private void takeFree() {
        while (!free.isEmpty()) {
            take(free.remove());
        }
    }

    private void take(String id) {
        waitsFor.remove(id);
        for (String follower : followers.getOrDefault(id, List.of())) {
            Set<String> sources = waitsFor.get(follower);
            if (sources != null && sources.remove(id) && sources.isEmpty()) {
                free.add(follower);
            }
        }
    }

    private void takeCycle(Problems problems) {
        Set<String> path = new LinkedHashSet<>();
        String id = waitsFor.keySet().iterator().next();
        while (path.add(id)) {
            id = waitsFor.getOrDefault(id, Set.of()).iterator().next();
        }
        List<String> cycle = new ArrayList<>(path);
        cycle = new ArrayList<>(cycle.subList(cycle.indexOf(id), cycle.size()));
        Collections.reverse(cycle);
        report(cycle, problems);
        cycle.forEach(this::take);
    }

    /** The path as the run would go: from a block to the one that waits for it, beginning with the topmost. */
    private void report(List<String> cycle, Problems problems) {
        String top = Collections.min(
                cycle, Comparator.comparing(id -> outline(id).settings().location()));
        Collections.rotate(cycle, -cycle.indexOf(top));
        String last = cycle.get(cycle.size() - 1);
        Location location = outline(top).needs().stream()
                .filter(edge -> edge.source().equals(last))
                .map(Edge::location)
                .findFirst()
                .orElseThrow();
        problems.add(
                location,
                "the blocks wait for each other: " + String.join(" → ", cycle) + " → " + top
                        + " (expected a way without a circle)");
    }

    private BlockOutline outline(String id) {
        return Objects.requireNonNull(blocks.get(id));
    }
}
