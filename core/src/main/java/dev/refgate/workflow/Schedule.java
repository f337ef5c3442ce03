package dev.refgate.workflow;

import dev.refgate.document.CronSchedule;
import dev.refgate.document.CronText;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import dev.refgate.document.TimeZones;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cron trigger that a workflow declares: runs that start by the clock.
 *
 * @param number counts the workflow's cron triggers, from 1
 * @param cron five fields
 * @param timezone in which they are read
 * @param environments whose runs these are, with where each is named; none for {@linkplain
 *     dev.refgate.policy.Policy#triggerEnvironment the one that triggers have by themselves}
 * @param inputs of each run
 * @param overlapping whether a run starts while the one before it still runs
 * @param location where it is declared
 */
public record Schedule(
        int number,
        String cron,
        ZoneId timezone,
        Map<String, Location> environments,
        Optional<MappingNode> inputs,
        boolean overlapping,
        Location location)
        implements Trigger {

    private static final ZoneId UTC = ZoneId.of("UTC");

    public Schedule {
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    }

    /** Those among triggers that say when; whatever else is wrong with them. */
    static List<Schedule> among(SequenceNode triggers) {
        List<Schedule> schedules = new ArrayList<>();
        int number = 0;
        for (Node item : triggers.items()) {
            Optional<Node> cron =
                    item instanceof MappingNode trigger ? trigger.find(TriggerShape.CRON) : Optional.empty();
            if (cron.isPresent()) {
                number++;
                read(number, cron.get(), (MappingNode) item).ifPresent(schedules::add);
            }
        }
        return schedules;
    }

    private static Optional<Schedule> read(int number, Node cron, MappingNode trigger) {
        Optional<ZoneId> zone =
                trigger.find(TriggerShape.TIMEZONE).map(TimeZones::find).orElse(Optional.of(UTC));
        return zone.flatMap(known -> text(cron)
                .filter(CronText::isRight)
                .map(expression -> new Schedule(
                        number,
                        expression,
                        known,
                        environments(trigger),
                        trigger.find(TriggerShape.INPUTS)
                                .filter(MappingNode.class::isInstance)
                                .map(MappingNode.class::cast),
                        trigger.find(TriggerShape.OVERLAP)
                                .flatMap(Schedule::text)
                                .filter(TriggerShape.ALLOW::equals)
                                .isPresent(),
                        trigger.location())));
    }

    private static Map<String, Location> environments(MappingNode trigger) {
        Map<String, Location> environments = new LinkedHashMap<>();
        trigger.find(TriggerShape.ENVIRONMENT)
                .map(node -> node instanceof SequenceNode list ? list.items() : List.of(node))
                .orElse(List.of())
                .forEach(node -> text(node).ifPresent(name -> environments.putIfAbsent(name, node.location())));
        return environments;
    }

    private static Optional<String> text(Node node) {
        return node.value() instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Whether it starts runs in an environment.
     *
     * @param otherwise the environment of triggers that name none
     */
    public boolean isFor(String environment, Optional<String> otherwise) {
        return environments.isEmpty()
                ? otherwise.filter(environment::equals).isPresent()
                : environments.containsKey(environment);
    }

    /** What each run gets. */
    public Map<String, Object> inputValues() {
        return inputs.map(MappingNode::value).orElse(Map.of());
    }

    /** When it is time. */
    public CronSchedule times() {
        return CronSchedule.parse(cron, timezone);
    }

    /** The next times after {@code instant}, as far as there are so many. */
    public List<Instant> next(Instant instant, int count) {
        CronSchedule times = times();
        List<Instant> next = new ArrayList<>();
        Optional<Instant> time = times.firstAfter(instant);
        while (time.isPresent() && next.size() < count) {
            next.add(time.get());
            time = times.firstAfter(time.get());
        }
        return next;
    }
}
