package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Template;

/** {@code text}: renders a text. */
final class TextBlock implements BlockType {
    private static final String VALUE = "value";

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "text",
                "Renders a text.",
                "The text.",
                Key.required(
                        VALUE,
                        Shapes.anyText(),
                        "The text, with templates in it. Whatever a template gives becomes text: null the empty text,"
                                + " lists and mappings JSON."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Template value = block.text(block.require(VALUE));
        return run -> BlockOutcome.of(value.text(run.scope()));
    }
}
