package dev.refgate.run;

import dev.refgate.document.Durations;
import dev.refgate.document.Key;
import dev.refgate.document.Node;
import dev.refgate.document.Shapes;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Template;
import java.time.Duration;
import java.util.Map;

/** {@code delay}: waits. */
final class DelayBlock implements BlockType {
    private static final String FOR = "for";

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                        "delay",
                        "Waits for a while.",
                        "null.",
                        Key.required(
                                FOR,
                                Shapes.durationOrTemplate(),
                                "How long, such as `500ms`, `30s`, `5m`, `2h` or `1d`, or a template that gives such a"
                                        + " text."))
                .untimed();
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Node node = block.require(FOR);
        Template text = block.text(node);
        if (!(text instanceof LiteralTemplate literal)) {
            return run -> waited(run, duration(text.text(run.scope())));
        }
        try {
            Duration duration = Durations.parse(literal.source());
            return run -> waited(run, duration);
        } catch (InvalidArgumentException e) {
            // The shape, or the template's compiler, has said what is wrong.
            return run -> BlockOutcome.of(null);
        }
    }

    private static BlockOutcome waited(BlockRun run, Duration duration) {
        run.beginsWith(Map.of(FOR, Durations.format(duration)));
        run.pause(duration);
        return BlockOutcome.of(null);
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text.strip());
        } catch (InvalidArgumentException e) {
            throw new BlockException(FOR + ": " + e.getMessage(), false, e);
        }
    }
}
