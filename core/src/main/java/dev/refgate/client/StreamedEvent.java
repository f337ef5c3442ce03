package dev.refgate.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened in a run.
 *
 * @param id where it stands among the run's events
 * @param name its kind, such as {@code block_run_completed} or {@code workflow_run_failed}
 * @param delta the new words of a block's output that comes in parts; else empty
 * @param data what it tells
 */
public record StreamedEvent(String id, String name, String delta, Map<String, Object> data) {
    private static final String COMPLETED = "workflow_run_completed";
    private static final String FAILED = "workflow_run_failed";

    public StreamedEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Whether the run is over with it. */
    public boolean isLast() {
        return name.equals(COMPLETED) || name.equals(FAILED);
    }
}
