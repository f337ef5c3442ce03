package dev.refgate.workflow;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.any;
import static dev.refgate.document.Shapes.choice;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.map;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.variantByKey;

import dev.refgate.document.CronText;
import dev.refgate.document.Key;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;

/** The format of {@code triggers}. */
final class TriggerShape {
    static final String WEBHOOK = "webhook";
    static final String CRON = "cron";
    static final String INPUTS = "inputs";
    static final String MAX_BODY = "max_body";
    static final String TIMEZONE = "timezone";
    static final String ENVIRONMENT = "environment";
    static final String OVERLAP = "overlap";
    static final String ALLOW = "allow";

    private static final String SIZE = "([1-9][0-9]{0,2}|10[01][0-9]|102[0-4])KiB|1MiB";

    private TriggerShape() {}

    static Shape list() {
        Map<String, ObjectShape> triggers = new LinkedHashMap<>();
        triggers.put(
                WEBHOOK,
                object(
                        "a webhook trigger",
                        required(
                                WEBHOOK,
                                object(
                                        "webhook",
                                        inputs("The run's inputs, with templates over webhook_body."),
                                        optional(
                                                MAX_BODY,
                                                text("a size from 1KiB to 1024KiB, or 1MiB", SIZE),
                                                "How long a request's body may be; 1MiB without it.")),
                                "Starts a run for each request to the workflow's webhook address.")));
        triggers.put(
                CRON,
                object(
                        "a cron trigger",
                        required(CRON, text(CronText.EXPECTED, CronText.PATTERN), "When runs start."),
                        optional(TIMEZONE, text(), "The time zone of cron, such as Europe/Berlin; UTC without it."),
                        optional(
                                ENVIRONMENT,
                                either(text(), nonEmptyList(text())),
                                "The environment that is run, or a list of them; without it production, or, where there is"
                                        + " none of that name, the default one."),
                        optional(
                                OVERLAP,
                                choice("skip", ALLOW),
                                "What becomes of a time that comes while the run before it still runs: skip lets it pass,"
                                        + " allow starts one more run; skip without it."),
                        inputs("The runs' inputs, without templates.")));
        return Shapes.list(variantByKey("a trigger", triggers));
    }

    private static Key inputs(String description) {
        return optional(INPUTS, map("an input's name", InputShape.NAME, any()), description);
    }
}
