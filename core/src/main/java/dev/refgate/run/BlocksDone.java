package dev.refgate.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which blocks of a run that did not succeed need not be run again. */
public final class BlocksDone {
    private BlocksDone() {}

    /**
     * The blocks that ended before the one that made the run fail, and those beside it that succeeded all the same.
     *
     * @param blocks in the order in which they ended
     * @param error why the run did not succeed
     * @return by their ids; empty when no block made it fail
     */
    public static Optional<Map<String, BlockResult>> before(List<BlockResult> blocks, RunError error) {
        String failed = error.block().orElse("");
        Map<String, BlockResult> done = new LinkedHashMap<>();
        boolean passed = false;
        for (BlockResult block : blocks) {
            if (block.block().equals(failed)) {
                passed = true;
            } else if (passed ? block.status() == BlockStatus.SUCCESS : block.status() != BlockStatus.CANCELLED) {
                done.put(block.block(), block);
            }
        }
        return passed ? Optional.of(done) : Optional.empty();
    }

    /** How a block that is not run again ends: what it put out, and which way it chose, are as they were. */
    static BlockEnd end(BlockResult before) {
        return new BlockEnd(before, flow(before), null);
    }

    private static BlockOutcome.Flow flow(BlockResult before) {
        if (before.status() != BlockStatus.SUCCESS || !(before.output() instanceof Map<?, ?> output)) {
            return BlockOutcome.Flow.Proceed.INSTANCE;
        }
        if (before.type().equals("condition")) {
            return new BlockOutcome.Flow.Choose(output.get("branch") instanceof String branch ? branch : null);
        }
        boolean halted = before.type().equals("continue_if") && Boolean.FALSE.equals(output.get("evaluated_condition"));
        return halted ? BlockOutcome.Flow.Halt.INSTANCE : BlockOutcome.Flow.Proceed.INSTANCE;
    }
}
