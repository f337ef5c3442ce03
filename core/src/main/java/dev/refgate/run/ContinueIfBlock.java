package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.workflow.BlockShape;

/** {@code continue_if}: skips everything behind it unless something is true. */
final class ContinueIfBlock implements BlockType {

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "continue_if",
                "Goes on only if something is true. Else everything behind this block is skipped; other branches of the"
                        + " workflow go on.",
                "`{evaluated_condition}`: true or false.",
                Key.required(Conditions.KEY, Conditions.SHAPE, "True or false, or a template that gives one."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Condition condition = block.condition(block.require(Conditions.KEY));
        BlockOutcome goOn = BlockOutcome.of(Conditions.evaluated(true));
        BlockOutcome halt = new BlockOutcome(Conditions.evaluated(false), Flow.Halt.INSTANCE);
        return run -> condition.isTrue(run.scope()) ? goOn : halt;
    }
}
