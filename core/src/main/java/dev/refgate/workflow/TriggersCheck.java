package dev.refgate.workflow;

import dev.refgate.document.CronText;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import dev.refgate.document.TimeZones;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a trigger says beyond its shape: times that exist, and inputs that the workflow declares. */
final class TriggersCheck {
    private final Optional<MappingNode> declared;
    private final Problems problems;

    /**
     * @param declared the workflow's {@code inputs}, where that is a mapping
     */
    TriggersCheck(Optional<MappingNode> declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    void check(Node triggers) {
        if (!(triggers instanceof SequenceNode list)) {
            return;
        }
        for (Node item : list.items()) {
            if (item instanceof MappingNode trigger) {
                trigger.find(TriggerShape.CRON).ifPresent(cron -> CronText.check(cron, problems));
                trigger.find(TriggerShape.TIMEZONE).ifPresent(zone -> TimeZones.check(zone, problems));
                Optional<Node> webhook = trigger.find(TriggerShape.WEBHOOK);
                if (webhook.isPresent()) {
                    checkInputs(webhook.get(), Webhook.INPUTS);
                } else if (trigger.find(TriggerShape.CRON).isPresent()) {
                    checkInputs(trigger, Set.of());
                    trigger.find(TriggerShape.INPUTS).ifPresent(this::checkPlain);
                }
            }
        }
    }

    /**
     * @param supplied the inputs that the trigger brings by itself
     */
    private void checkInputs(Node trigger, Set<String> supplied) {
        if (!(trigger instanceof MappingNode holder)) {
            return;
        }
        List<MappingNode.Entry> known = declared.map(MappingNode::entries).orElse(List.of());
        List<MappingNode.Entry> given = holder.find(TriggerShape.INPUTS).orElse(null) instanceof MappingNode inputs
                ? inputs.entries()
                : List.of();
        List<String> knownNames = names(known);
        given.stream()
                .filter(entry -> !knownNames.contains(entry.key()))
                .forEach(entry -> unknown(entry.keyLocation(), entry.key(), knownNames));
        List<String> givenNames = names(given);
        known.stream()
                .filter(input -> input.value() instanceof MappingNode schema && InputsReader.isRequired(schema))
                .filter(input -> !givenNames.contains(input.key()) && !supplied.contains(input.key()))
                .forEach(input -> problems.add(
                        holder.location(),
                        "the trigger leaves out the input \"" + input.key()
                                + "\" (expected a value for it, or a default where it is declared)"));
    }

    /** There is nothing yet that a template could speak of; it would reach the run as the letters that it is. */
    private void checkPlain(Node value) {
        if (value instanceof MappingNode mapping) {
            mapping.entries().forEach(entry -> checkPlain(entry.value()));
        } else if (value instanceof SequenceNode list) {
            list.items().forEach(this::checkPlain);
        } else if (value.value() instanceof String text && (text.contains("{{") || text.contains("{%"))) {
            problems.add(
                    value.location(),
                    "templates are not filled in here (expected a value as it is: blocks can ask __exp_global for the"
                            + " time)");
        }
    }

    private static List<String> names(List<MappingNode.Entry> entries) {
        return entries.stream().map(MappingNode.Entry::key).toList();
    }

    private void unknown(Location location, String name, List<String> names) {
        String known = names.isEmpty() ? "no inputs: none are declared" : "one of: " + String.join(", ", names);
        problems.add(location, "unknown input \"" + name + "\" (expected " + known + ")" + Nearest.hint(name, names));
    }
}
