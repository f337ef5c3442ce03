package dev.refgate.diff;

import dev.refgate.diff.BlocksDiff.BlockName;
import dev.refgate.diff.BlocksDiff.ChangedBlock;
import dev.refgate.diff.BlocksDiff.Moved;
import dev.refgate.diff.BlocksDiff.Renamed;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what two versions of a workflow mean. */
final class BlocksComparison {
    private static final Set<String> NO_CONTENT = Set.of("id", "needs");

    private final Workflow from;
    private final Workflow to;
    private final Map<String, Block> before;
    private final Map<String, Block> after;
    private final Renames renames = new Renames();

    private BlocksComparison(Workflow from, Workflow to) {
        this.from = from;
        this.to = to;
        this.before = byId(from);
        this.after = byId(to);
    }

    static BlocksDiff compare(Workflow from, Workflow to) {
        return new BlocksComparison(from, to).compare();
    }

    private BlocksDiff compare() {
        findRenames();
        EdgeComparison edges = new EdgeComparison(from.blocks(), to.blocks(), renames);
        List<BlockName> added = names(to.blocks(), block -> !before.containsKey(renames.previous(block.id())));
        List<BlockName> removed = names(from.blocks(), block -> !after.containsKey(renames.follow(block.id())));
        List<ChangedBlock> changed = changed();
        List<Renamed> renamed = new ArrayList<>();
        renames.newIds().forEach((old, id) -> renamed.add(new Renamed(old, id, type(id))));
        DeclarationComparison declarations = new DeclarationComparison(from, to, renames);
        return new BlocksDiff(
                added,
                removed,
                renamed,
                changed,
                moved(edges),
                edges.changes(),
                declarations.workflow(),
                declarations.inputs(),
                declarations.outputs(),
                graph(edges, added, removed, changed));
    }

    /** Pairs removed blocks with added ones of the same content, until no pair makes another one equal. */
    private void findRenames() {
        List<Block> gone = new ArrayList<>(from.blocks().stream()
                .filter(block -> !after.containsKey(block.id()))
                .toList());
        List<Block> fresh = new ArrayList<>(to.blocks().stream()
                .filter(block -> !before.containsKey(block.id()))
                .toList());
        boolean found = true;
        while (found) {
            found = gone.removeIf(old -> pair(old, fresh));
        }
    }

    private boolean pair(Block old, List<Block> fresh) {
        Map<String, Object> content = renames.follow(content(old));
        for (Block candidate : fresh) {
            if (content.equals(content(candidate))) {
                renames.add(old.id(), candidate.id());
                fresh.remove(candidate);
                return true;
            }
        }
        return false;
    }

    private List<ChangedBlock> changed() {
        List<ChangedBlock> changed = new ArrayList<>();
        for (Block block : to.blocks()) {
            Block old = before.get(renames.previous(block.id()));
            if (old != null) {
                List<ValueChange> settings =
                        ValueComparison.compare(renames.follow(content(old)), content(block), Secrecy.OPEN);
                if (!settings.isEmpty()) {
                    changed.add(new ChangedBlock(block.id(), block.type(), settings));
                }
            }
        }
        return changed;
    }

    private List<Moved> moved(EdgeComparison edges) {
        List<String> order = from.blocks().stream()
                .map(block -> renames.follow(block.id()))
                .filter(after::containsKey)
                .toList();
        List<String> newOrder = to.blocks().stream()
                .map(Block::id)
                .filter(id -> before.containsKey(renames.previous(id)))
                .toList();
        Map<String, Integer> positions = positions(order);
        Set<String> stayed = new HashSet<>(LongestRun.of(newOrder, positions));
        Map<String, Integer> oldPositions = positions(
                from.blocks().stream().map(block -> renames.follow(block.id())).toList());
        Map<String, Integer> newPositions =
                positions(to.blocks().stream().map(Block::id).toList());
        return newOrder.stream()
                .filter(id -> !stayed.contains(id) && !edges.touched().contains(id))
                .map(id -> new Moved(id, 1 + oldPositions.getOrDefault(id, 0), 1 + newPositions.getOrDefault(id, 0)))
                .toList();
    }

    private BlockGraph graph(
            EdgeComparison edges, List<BlockName> added, List<BlockName> removed, List<ChangedBlock> changed) {
        Map<String, Change> marks = new LinkedHashMap<>();
        changed.forEach(block -> marks.put(block.id(), Change.CHANGED));
        added.forEach(block -> marks.put(block.id(), Change.ADDED));
        List<BlockGraph.GraphBlock> blocks = new ArrayList<>();
        for (Block block : to.blocks()) {
            blocks.add(new BlockGraph.GraphBlock(
                    block.id(),
                    block.type(),
                    Optional.of(renames.previous(block.id())).filter(old -> !old.equals(block.id())),
                    Optional.ofNullable(marks.get(block.id()))));
        }
        removed.forEach(block -> blocks.add(
                new BlockGraph.GraphBlock(block.id(), block.type(), Optional.empty(), Optional.of(Change.REMOVED))));
        return new BlockGraph(blocks, edges.graph());
    }

    private String type(String id) {
        Block block = after.get(id);
        return block == null ? "" : block.type();
    }

    private static Map<String, Object> content(Block block) {
        Map<String, Object> content = new LinkedHashMap<>(block.settings().value());
        content.keySet().removeAll(NO_CONTENT);
        return content;
    }

    private static List<BlockName> names(List<Block> blocks, Predicate<Block> condition) {
        return blocks.stream()
                .filter(condition)
                .map(block -> new BlockName(block.id(), block.type()))
                .toList();
    }

    private static Map<String, Block> byId(Workflow workflow) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        workflow.blocks().forEach(block -> blocks.put(block.id(), block));
        return blocks;
    }

    private static Map<String, Integer> positions(List<String> ids) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        ids.forEach(id -> positions.put(id, positions.size()));
        return positions;
    }
}
