package dev.refgate.run;

import dev.refgate.workflow.Retry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block, ready to run, and its place in the graph.
 *
 * @param index its place in the file, from 0; what the arrays of a run are indexed by
 * @param condition the {@code if}; null when there is none
 * @param timeoutNanos of one attempt
 * @param recovery what replaces the output of a failed block; null when its failure is the run's
 * @param incoming how many edges lead into it; 0 for a root
 * @param successors the edges out of it
 */
record CompiledBlock(
        int index,
        String id,
        String type,
        BlockExecutor executor,
        @Nullable Condition condition,
        long timeoutNanos,
        Retry retry,
        @Nullable ValueTemplate recovery,
        int incoming,
        List<Successor> successors) {

    CompiledBlock executedBy(BlockExecutor other) {
        return new CompiledBlock(
                index, id, type, other, condition, timeoutNanos, retry, recovery, incoming, successors);
    }

    /**
     * An edge out of a block.
     *
     * @param target the index of the block that it leads to
     * @param label the branch that has to be chosen; null for the block as a whole
     */
    record Successor(int target, @Nullable String label) {}
}
