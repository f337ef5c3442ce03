package dev.refgate.policy;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.choice;
import static dev.refgate.document.Shapes.constant;
import static dev.refgate.document.Shapes.duration;
import static dev.refgate.document.Shapes.list;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.nonEmptyMap;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.positiveDuration;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.variant;

import dev.refgate.document.CronText;
import dev.refgate.document.Key;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The format of refgate.yml. */
public final class PolicyFile {
    /** An environment's name; {@code console}, {@code ephemeral} and {@code pr-…} mean something else in the API. */
    static final String ENVIRONMENT_NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    /** One part of a ref's name between slashes, by the rules of {@code git check-ref-format}. */
    private static final String REF_PART =
            "(?!\\.|[^/]*\\.lock(?:/|(?![\\s\\S])))(?:(?!\\.\\.|@\\{|\\.(?![\\s\\S]))[^\\x00-\\x20\\x7f~^:?*\\[\\\\/])+";

    private static final String REF_NAME = REF_PART + "(?:/" + REF_PART + ")*";
    private static final String NOT_TOO_LONG = "(?![\\s\\S]{256})";
    private static final String REF = NOT_TOO_LONG + "refs/(?:heads|tags)/" + REF_NAME;
    private static final String BRANCH = NOT_TOO_LONG + "(?!-|refs/|@(?![\\s\\S])|HEAD(?![\\s\\S]))" + REF_NAME;

    private PolicyFile() {}

    /** What the file has to look like. References between its parts are checked by {@link PolicyParser}. */
    public static ObjectShape shape() {
        return object(
                "refgate.yml",
                required("version", constant(1), "The version of this format."),
                required(
                        "source",
                        text("a branch's short name, such as main", BRANCH),
                        "The branch that revisions are numbered on. The file on this branch is the one that counts."),
                optional(
                        "default_environment",
                        environmentName(),
                        "The environment of calls that name none. Without it such calls are refused."),
                required(
                        "environments",
                        nonEmptyMap("an environment's name", ENVIRONMENT_NAME, environment()),
                        "The environments, by name."));
    }

    private static Shape environmentName() {
        return text("an environment's name", ENVIRONMENT_NAME);
    }

    private static ObjectShape environment() {
        return object(
                "an environment",
                required(
                        "ref",
                        text("a full ref: refs/heads/… or refs/tags/…", REF),
                        "The branch or tag that this environment is."),
                optional(
                        "from",
                        environmentName(),
                        "The environment that content has to be in before it is promoted to this one."),
                optional("gates", list(gate()), "What a promotion into this environment must meet."),
                optional("freeze", list(freeze()), "When nothing is promoted into this environment."),
                optional(
                        "override",
                        list(choice("smoke", "soak", "command", "freeze")),
                        "Which gates may be overridden by who gives a reason; without it, none."));
    }

    private static Shape gate() {
        Map<String, ObjectShape> gates = new LinkedHashMap<>();
        gates.put(
                "smoke",
                object(
                        "a gate of type smoke",
                        gateType("smoke"),
                        required("environment", environmentName(), "Where the workflow's live test cases are run.")));
        gates.put(
                "soak",
                object(
                        "a gate of type soak",
                        gateType("soak"),
                        required(
                                "duration",
                                duration(),
                                "How long the content must have been in the from environment.")));
        gates.put(
                "command",
                object(
                        "a gate of type command",
                        gateType("command"),
                        required(
                                "run",
                                nonEmptyList(text()),
                                "The program and its arguments; no shell is involved. It gets the plan as JSON on standard input."),
                        optional("timeout", positiveDuration(), "How long it may take; 5m without it.")));
        return variant("a gate", "type", gates);
    }

    private static Key gateType(String type) {
        return required("type", choice(type), "Which gate this is.");
    }

    private static ObjectShape freeze() {
        return object(
                "a freeze window",
                required("cron", text(CronText.EXPECTED, CronText.PATTERN), "When the window begins."),
                required("duration", positiveDuration(), "How long it lasts."),
                optional("timezone", text(), "The time zone of cron, such as Europe/Berlin; UTC without it."));
    }
}
