package dev.refgate.workflow;

import dev.refgate.document.MappingNode;
import dev.refgate.document.SequenceNode;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook that a workflow declares.
 *
 * @param inputs the run's inputs, as templates over what was sent; empty when the request is all that the run gets
 */
public record Webhook(Optional<MappingNode> inputs) implements Trigger {
    /** What was sent: the input of that name, where it is declared, and the name in templates. */
    public static final String BODY = "webhook_body";

    /** What was sent with it. */
    public static final String HEADERS = "webhook_headers";

    /** The inputs that a webhook brings by itself to workflows that declare them. */
    public static final Set<String> INPUTS = Set.of(BODY, HEADERS);

    /** The first one among triggers. */
    static Optional<Webhook> among(SequenceNode triggers) {
        return triggers.items().stream()
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .flatMap(trigger -> trigger.find(TriggerShape.WEBHOOK).stream())
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .findFirst()
                .map(webhook -> new Webhook(webhook.find(TriggerShape.INPUTS)
                        .filter(MappingNode.class::isInstance)
                        .map(MappingNode.class::cast)));
    }
}
