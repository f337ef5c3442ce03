package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;

/** {@code json}: renders a structure. */
final class JsonBlock implements BlockType {
    private static final String VALUE = "value";

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "json",
                "Renders a structure.",
                "The structure.",
                Key.required(
                        VALUE,
                        Shapes.any(),
                        "Any value, with templates anywhere in it. A text that is one single template expression becomes"
                                + " the expression's value, with its type."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        ValueTemplate value = block.value(block.require(VALUE));
        return run -> BlockOutcome.of(value.render(run.scope()));
    }
}
