package dev.refgate.server.schedule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A time of a schedule that came.
 *
 * @param time when it was due
 * @param outcome what became of it
 * @param detail the run that began, or why none did
 */
public record Firing(Instant time, Outcome outcome, String detail) {

    static Firing started(Instant time, String run) {
        return new Firing(time, Outcome.STARTED, run);
    }

    /** As JSON values. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("time", time.toString());
        values.put("outcome", outcome.name());
        values.put("detail", detail);
        return values;
    }

    static Optional<Firing> of(Map<?, ?> values) {
        return values.get("time") instanceof String time
                        && values.get("outcome") instanceof String outcome
                        && values.get("detail") instanceof String detail
                ? Optional.of(new Firing(Instant.parse(time), Outcome.valueOf(outcome), detail))
                : Optional.empty();
    }
}
