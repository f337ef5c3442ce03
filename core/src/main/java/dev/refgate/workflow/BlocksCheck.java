package dev.refgate.workflow;

import dev.refgate.document.Location;
import dev.refgate.document.Nearest;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the blocks of a workflow say about each other: ids, branches, needs. */
final class BlocksCheck {
    private static final int MOST_LISTED = 20;

    private final List<BlockOutline> blocks;
    private final Problems problems;
    private final Map<String, BlockOutline> byId = new LinkedHashMap<>();

    BlocksCheck(List<BlockOutline> blocks, Problems problems) {
        this.blocks = blocks;
        this.problems = problems;
    }

    void check() {
        blocks.forEach(block -> block.id().ifPresent(id -> checkId(block, id)));
        blocks.forEach(this::checkBranches);
        blocks.forEach(block -> RetryCheck.check(block.settings(), problems));
        blocks.forEach(this::checkNeeds);
        BlockCycles.check(byId, problems);
    }

    private void checkId(BlockOutline block, ScalarNode id) {
        if (ReservedNames.contains(block.name())) {
            problems.add(
                    id.location(),
                    "\"" + block.name() + "\" cannot be a block's id (expected another: it means something else in"
                            + " templates)");
        }
        BlockOutline first = byId.putIfAbsent(block.name(), block);
        if (first != null) {
            problems.add(
                    id.location(),
                    "the id \"" + block.name() + "\" is already that of the block in line "
                            + first.settings().location().line() + " (expected another)");
        }
    }

    private void checkBranches(BlockOutline block) {
        List<BlockOutline.Branch> branches = block.branches().orElse(List.of());
        Map<String, Location> seen = new HashMap<>();
        for (int i = 0; i < branches.size(); i++) {
            BlockOutline.Branch branch = branches.get(i);
            Location first = seen.putIfAbsent(branch.id(), branch.location());
            if (first != null) {
                problems.add(
                        branch.location(),
                        "the branch id \"" + branch.id() + "\" is already that of the branch in line " + first.line()
                                + " (expected another)");
            }
            if (branch.isElse() && i < branches.size() - 1) {
                problems.add(
                        branch.location(),
                        "the branch \"" + branch.id() + "\" has no \"if\", so that no branch after it can be chosen"
                                + " (expected an \"if\", or this branch at the end)");
            }
        }
    }

    private void checkNeeds(BlockOutline block) {
        Map<String, Location> seen = new HashMap<>();
        for (Edge edge : block.needs()) {
            Location first = seen.putIfAbsent(edge.toString(), edge.location());
            if (first != null) {
                problems.add(edge.location(), "\"" + edge + "\" is needed already (expected each only once)");
            } else if (edge.source().equals(block.name())) {
                problems.add(edge.location(), "the block \"" + edge.source() + "\" needs itself (expected another)");
            } else if (byId.containsKey(edge.source())) {
                checkLabel(edge, byId.get(edge.source()));
            } else {
                problems.add(
                        edge.location(),
                        "unknown block \"" + edge.source() + "\"" + expected(byId.keySet())
                                + Nearest.hint(edge.source(), byId.keySet()));
            }
        }
    }

    private void checkLabel(Edge edge, BlockOutline source) {
        if (edge.label().isEmpty() || source.labels().contains(edge.label().get())) {
            return;
        }
        String label = edge.label().get();
        problems.add(
                edge.location(),
                source.branches().isEmpty()
                        ? "the block \"" + edge.source() + "\" has no branches (expected \"" + edge.source() + "\")"
                        : "the block \"" + edge.source() + "\" has no branch \"" + label + "\""
                                + expected(source.labels()) + Nearest.hint(label, source.labels()));
    }

    private static String expected(Collection<String> names) {
        String more = names.size() > MOST_LISTED ? ", …" : "";
        return names.stream().limit(MOST_LISTED).collect(Collectors.joining(", ", " (expected one of: ", more + ")"));
    }
}
