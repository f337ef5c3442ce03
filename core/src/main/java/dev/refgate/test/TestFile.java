package dev.refgate.test;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.any;
import static dev.refgate.document.Shapes.anyText;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.list;
import static dev.refgate.document.Shapes.map;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.nonEmptyMap;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.positiveDuration;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.truth;
import static dev.refgate.document.Shapes.variantByKey;

import dev.refgate.document.Key;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Shape;
import dev.refgate.repository.WorkflowFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The format of {@code tests/*.yml} in a workflow's folder. */
public final class TestFile {
    /** The folder that they are in. */
    public static final String FOLDER = "tests/";

    static final String ENDING = ".yml";
    static final String BLOCK_ID = "[a-z][a-z0-9_]*";
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final String COLUMN = "\\{\\{[ ]*" + NAME + "[ ]*\\}\\}";
    private static final String STATUS = "success|failed|timed_out|cancelled";

    private TestFile() {}

    /** What the file has to look like. What it says of its workflow is checked by {@link TestSuiteParser}. */
    public static ObjectShape shape() {
        return object(
                "a test file",
                optional(
                        "defaults",
                        new ObjectShape("defaults", common()),
                        "What holds for every test that does not say otherwise."),
                required("tests", nonEmptyList(test()), "The tests, in the order in which they run."));
    }

    /** Whether a workflow's folder has anything that is, or was meant to be, a test file. */
    public static boolean isIn(WorkflowFolder folder) {
        return folder.entries().stream().anyMatch(entry -> entry.path().startsWith(FOLDER));
    }

    private static Shape test() {
        List<Key> keys = new ArrayList<>();
        keys.add(required("name", text(), "What the test shows, in words; {{column}} stands for a value of each."));
        keys.add(optional("description", anyText(), "More words."));
        keys.add(optional(
                "live",
                truth(),
                "Whether the test also runs against an environment of a server; then without mocks and env."));
        keys.add(optional(
                "each",
                nonEmptyList(nonEmptyMap("a column's name", NAME, any())),
                "A table: the test runs once for each row, with {{column}} replaced by the row's value."));
        keys.addAll(common());
        keys.add(
                optional(
                        "mocks",
                        map("a block's id", BLOCK_ID, either(mock(), nonEmptyList(mock()))),
                        "What blocks answer in place of running; a list has one answer for each attempt, the last for all others."));
        keys.add(optional("expect", expectation(), "What has to come of it; without a status: success."));
        keys.add(optional(
                "assert", nonEmptyList(text()), "What else has to be true, such as: outputs.urgency == \"high\"."));
        return new ObjectShape("a test", keys);
    }

    private static List<Key> common() {
        return List.of(
                optional("inputs", map("an input's name", NAME, any()), "What the run gets."),
                optional("env", map("a key of _env", NAME, anyText()), "What _env holds; nothing else is in it."),
                optional(
                        "allow",
                        list(text("a block type, such as http", BLOCK_ID)),
                        "Types of blocks that may reach out though they are not mocked."),
                optional("timeout", positiveDuration(), "How long the run may take."),
                optional("tags", list(text()), "Words to choose tests by."));
    }

    private static Shape mock() {
        Map<String, ObjectShape> mocks = new LinkedHashMap<>();
        mocks.put("output", object("a mock", required("output", any(), "The block's output.")));
        mocks.put("error", object("a mock", required("error", text(), "What the attempt fails with.")));
        return variantByKey("a mock", mocks);
    }

    private static ObjectShape expectation() {
        return object(
                "expect",
                optional(
                        "status",
                        text("one of: success, failed, timed_out, cancelled", STATUS + "|" + COLUMN),
                        "How the run ends."),
                optional(
                        "path",
                        list(text("a block's id", BLOCK_ID + "|" + COLUMN)),
                        "The blocks that ran, all of them; a block after those that it needs."),
                optional("outputs", map("an output's name", NAME, any()), "What the outputs have, at least."),
                optional("strict", truth(), "Whether the outputs have to be these and nothing else."));
    }
}
