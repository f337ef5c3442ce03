package dev.refgate.server.schedule;

import dev.refgate.workflow.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a schedule's row remembers.
 *
 * @param cron the expression that the row's next time was found with
 * @param timezone in which it was read
 * @param last the last time that came
 */
record Timing(String cron, String timezone, Optional<Firing> last) {
    static Timing of(Schedule schedule, Optional<Firing> last) {
        return new Timing(schedule.cron(), schedule.timezone().getId(), last);
    }

    /** Whether the row's next time is still the schedule's. */
    boolean isOf(Schedule schedule) {
        return cron.equals(schedule.cron())
                && timezone.equals(schedule.timezone().getId());
    }

    /** As JSON values. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cron", cron);
        values.put("timezone", timezone);
        last.ifPresent(firing -> values.put("last", firing.values()));
        return values;
    }

    static Timing of(Map<?, ?> values) {
        return new Timing(
                String.valueOf(values.get("cron")),
                String.valueOf(values.get("timezone")),
                values.get("last") instanceof Map<?, ?> last ? Firing.of(last) : Optional.empty());
    }
}
