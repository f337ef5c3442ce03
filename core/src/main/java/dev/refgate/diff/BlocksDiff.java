package dev.refgate.diff;

import java.util.List;

/**
 * What differs in a workflow's meaning. Blocks go by their ids after the change, except where they are removed.
 *
 * @param added blocks that are new, in the file's order
 * @param removed blocks that are gone, in the file's order
 * @param renamed blocks with the same content and another id
 * @param changed blocks with other settings; neither edges nor what only follows a renamed block count
 * @param moved blocks that stand elsewhere in the file while their edges are the same
 * @param edges edges added, removed and rewired, the implicit ones included
 * @param workflow other parts that differ: {@code name}, {@code description}, and below {@code triggers}
 * @param inputs declared inputs that differ
 * @param outputs what the run answers with, by name; leaf blocks where the file declares no outputs
 * @param graph the picture of it all
 */
public record BlocksDiff(
        List<BlockName> added,
        List<BlockName> removed,
        List<Renamed> renamed,
        List<ChangedBlock> changed,
        List<Moved> moved,
        List<EdgeChange> edges,
        List<ValueChange> workflow,
        List<InputChange> inputs,
        List<ValueChange> outputs,
        BlockGraph graph)
        implements BlocksView {

    public BlocksDiff {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        renamed = List.copyOf(renamed);
        changed = List.copyOf(changed);
        moved = List.copyOf(moved);
        edges = List.copyOf(edges);
        workflow = List.copyOf(workflow);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Whether both sides mean the same. */
    public boolean isEmpty() {
        return added.isEmpty()
                && removed.isEmpty()
                && renamed.isEmpty()
                && changed.isEmpty()
                && moved.isEmpty()
                && edges.isEmpty()
                && workflow.isEmpty()
                && inputs.isEmpty()
                && outputs.isEmpty();
    }

    /** A block's id and type. */
    public record BlockName(String id, String type) {}

    /** A block whose id alone differs. */
    public record Renamed(String from, String to, String type) {}

    /** A block whose settings differ. */
    public record ChangedBlock(String id, String type, List<ValueChange> settings) {
        public ChangedBlock {
            settings = List.copyOf(settings);
        }
    }

    /**
     * A block that stands elsewhere.
     *
     * @param from its position before, from 1
     * @param to its position after, from 1
     */
    public record Moved(String id, int from, int to) {}
}
