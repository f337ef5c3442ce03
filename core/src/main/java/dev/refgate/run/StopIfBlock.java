package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Template;
import java.util.Optional;

/** {@code stop_if}: ends the run when something is true. */
final class StopIfBlock implements BlockType {
    private static final String ERROR = "error";

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "stop_if",
                "Ends the run if something is true: nothing more starts, running blocks finish, and the run is a success,"
                        + " or with `error` a failure.",
                "`{evaluated_condition}`: true or false.",
                Key.required(Conditions.KEY, Conditions.SHAPE, "True or false, or a template that gives one."),
                Key.optional(
                        ERROR,
                        Shapes.text(),
                        "Makes the run that is ended a failed one; the text, with templates in it, says why."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Condition condition = block.condition(block.require(Conditions.KEY));
        Optional<Template> error = block.find(ERROR).map(block::text);
        BlockOutcome goOn = BlockOutcome.of(Conditions.evaluated(false));
        return run -> {
            if (!condition.isTrue(run.scope())) {
                return goOn;
            }
            String why = error.isPresent() ? error.get().text(run.scope()) : null;
            return new BlockOutcome(Conditions.evaluated(true), new Flow.Stop(why));
        };
    }
}
