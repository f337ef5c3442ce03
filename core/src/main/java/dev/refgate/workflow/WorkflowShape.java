package dev.refgate.workflow;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.any;
import static dev.refgate.document.Shapes.anyText;
import static dev.refgate.document.Shapes.choice;
import static dev.refgate.document.Shapes.constant;
import static dev.refgate.document.Shapes.duration;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.integer;
import static dev.refgate.document.Shapes.list;
import static dev.refgate.document.Shapes.map;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.positiveDuration;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.truth;
import static dev.refgate.document.Shapes.variant;

import dev.refgate.document.Key;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The format of workflow.yml, for the block types that there are. */
final class WorkflowShape {
    /** What a block's id matches. */
    static final String BLOCK_ID = "[a-z][a-z0-9_]*";

    /** What an item of {@code needs} matches. */
    static final String NEEDED = BLOCK_ID + "(\\.[A-Za-z0-9_-]+)?";

    private static final String OUTPUT_NAME = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final int MOST_ATTEMPTS = 100;
    private static final String FAILURE = "timeout|connection|answer|error|[1-5]xx|[1-5][0-9][0-9]";
    private static final String FAILURES =
            "timeout, connection, answer, error, a status such as 429, or a class of them such as 5xx";

    private WorkflowShape() {}

    static ObjectShape of(List<BlockShape> types) {
        return object(
                "workflow.yml",
                required("version", constant(1), "The version of this format."),
                optional("name", text(), "The workflow's name, for people."),
                optional("description", anyText(), "What the workflow does, for people."),
                optional(
                        "inputs",
                        map("an input's name", InputShape.NAME, InputShape.declaration()),
                        "What a caller sends: names, each with the JSON Schema of its value."),
                optional("triggers", TriggerShape.list(), "What starts the workflow besides a call."),
                required(
                        "blocks",
                        nonEmptyList(block(types)),
                        "The steps. A block follows the one above it unless it says needs."),
                optional(
                        "outputs",
                        map("an output's name", OUTPUT_NAME, any()),
                        "What a run answers: names and values, with templates. Without it, the leaf blocks' outputs."));
    }

    private static Shape block(List<BlockShape> types) {
        Map<String, ObjectShape> variants = new LinkedHashMap<>();
        for (BlockShape type : types) {
            List<Key> keys = new ArrayList<>(leadingKeys(type));
            keys.addAll(type.keys());
            keys.addAll(closingKeys());
            variants.put(type.type(), new ObjectShape("a block of type " + type.type(), keys));
        }
        return variant("a block", "type", variants);
    }

    private static List<Key> leadingKeys(BlockShape type) {
        return List.of(
                required(
                        "id",
                        text("a block's id, such as send_mail: " + BLOCK_ID, BLOCK_ID),
                        "The block's name in this workflow. Templates read its output under this name."),
                required("type", choice(type.type()), type.summary()),
                optional("description", anyText(), "What the block does, for people."),
                optional(
                        "needs",
                        list(text("a block's id, or the id of a block and of its branch: route.high", NEEDED)),
                        "The blocks, or branches of blocks, that this one waits for, in place of the block above it; [] for none."),
                optional(
                        "if",
                        either(truth(), text()),
                        "Whether the block runs: true, false, or a template. When it is false, the block's output is null and the run goes on."));
    }

    private static List<Key> closingKeys() {
        return List.of(
                optional("timeout", positiveDuration(), "How long one attempt may take."),
                optional("retry", retry(), "How often and how soon a failed attempt is repeated."),
                optional(
                        "on_error",
                        either(
                                choice("fail", "continue"),
                                object(
                                        "on_error",
                                        required(
                                                "output",
                                                any(),
                                                "The output in place of the failed block's, with templates."))),
                        "What a failure does to the run: fail ends it, continue goes on with the output null, output goes on with that value."));
    }

    private static Shape retry() {
        return object(
                "retry",
                required("attempts", integer(1, MOST_ATTEMPTS), "How often the block is tried in all."),
                optional(
                        "backoff",
                        choice("constant", "exponential"),
                        "Whether the pause stays the same or doubles each time; constant without it."),
                optional("initial", duration(), "The first pause; 200ms without it."),
                optional(
                        "max",
                        duration(),
                        "The longest pause, also where a server asks for a longer one by Retry-After; 10s without it, or"
                                + " initial where that is longer."),
                optional(
                        "on",
                        nonEmptyList(either(integer(100, 599), text(FAILURES, FAILURE))),
                        "Which failures are tried again: timeout, connection (nobody was reached, or the connection"
                                + " broke), answer (it is not what it has to be), error (anything else that may pass), an"
                                + " HTTP status, or a class of them. Without it, those that the block's type finds worth"
                                + " it."));
    }
}
