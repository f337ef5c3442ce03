package dev.refgate.run;

import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.run.BlockOutcome.Flow.Choose;
import dev.refgate.run.BlockOutcome.Flow.Halt;
import dev.refgate.run.CompiledBlock.Successor;
import org.jspecify.annotations.Nullable;

/**
 * How a block ended, and what that means for the run.
 *
 * @param flow for the blocks after it
 * @param ending what it makes of the run; null when the run goes on
 */
record BlockEnd(BlockResult result, Flow flow, @Nullable Ending ending) {

    /** Whether an edge out of the block is live. */
    static boolean isLive(Flow flow, Successor edge) {
        if (flow == Halt.INSTANCE) {
            return false;
        }
        if (flow instanceof Choose choice) {
            String chosen = choice.label();
            return chosen != null && (edge.label() == null || chosen.equals(edge.label()));
        }
        return edge.label() == null;
    }
}
