package dev.refgate.workflow;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.any;
import static dev.refgate.document.Shapes.anyText;
import static dev.refgate.document.Shapes.choice;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.truth;

import dev.refgate.document.Shape;
import java.util.List;

/** Block types that are written like those of the design; the parser knows no type by itself. */
public final class TestBlockShapes {
    private static final Shape CONDITION = either(truth(), text());

    private TestBlockShapes() {}

    public static List<BlockShape> all() {
        return List.of(
                BlockShape.of("text", "Makes a text.", "The text.", required("value", anyText(), "The text.")),
                BlockShape.of("json", "Makes a value.", "The value.", required("value", any(), "The value.")),
                BlockShape.branching(
                        "condition",
                        "Chooses a branch.",
                        "{branch}",
                        "branches",
                        required(
                                "branches",
                                nonEmptyList(object(
                                        "a branch",
                                        required("id", text("a branch's id", "[a-z][a-z0-9_]*"), "Its label."),
                                        optional("if", CONDITION, "When it is chosen."))),
                                "The branches.")),
                BlockShape.of(
                        "continue_if",
                        "Goes on if true.",
                        "{evaluated_condition}",
                        required("condition", CONDITION, "Whether to go on.")),
                BlockShape.of(
                        "stop_if",
                        "Stops if true.",
                        "{evaluated_condition}",
                        required("condition", CONDITION, "Whether to stop."),
                        optional("error", text(), "Why it failed.")),
                BlockShape.of(
                        "javascript",
                        "Runs a script.",
                        "What it returns.",
                        optional("file", text(), "The script's file."),
                        optional("with", any(), "Its argument.")),
                BlockShape.of(
                        "http",
                        "Calls a server.",
                        "{status, headers, body}",
                        optional("method", choice("GET", "POST"), "The method."),
                        required("url", text(), "The address."),
                        optional("json", any(), "The body.")));
    }
}
