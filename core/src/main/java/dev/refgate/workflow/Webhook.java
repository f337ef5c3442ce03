package dev.refgate.workflow;

import dev.refgate.document.MappingNode;
import dev.refgate.document.SequenceNode;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook that a workflow declares.
 *
 * @param inputs the run's inputs, as templates over what was sent; empty when the request is all that the run gets
 * @param maxBody how many bytes a request's body may have
 */
public record Webhook(Optional<MappingNode> inputs, int maxBody) implements Trigger {
    /** Where the webhook says nothing. */
    private static final int USUAL_BODY = 1 << 20;

    private static final String KIB = "KiB";

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
                .map(webhook -> new Webhook(
                        webhook.find(TriggerShape.INPUTS)
                                .filter(MappingNode.class::isInstance)
                                .map(MappingNode.class::cast),
                        webhook.find(TriggerShape.MAX_BODY)
                                .map(node -> bytes(String.valueOf(node.value())))
                                .orElse(USUAL_BODY)));
    }

    /** The shape has said what is wrong with others. */
    private static int bytes(String size) {
        return size.matches("[0-9]{1,4}" + KIB)
                ? Integer.parseInt(size.substring(0, size.length() - KIB.length())) << 10
                : USUAL_BODY;
    }
}
