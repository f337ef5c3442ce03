package dev.refgate.server.schedule;

import dev.refgate.server.database.Database;
import java.time.Clock;
import java.time.Duration;

/**
 * Where schedules are kept in step with other servers, and by which clock they go.
 *
 * @param database stays the caller's to close
 * @param between two looks at what is due, and at what the environments point to
 */
public record ScheduleStorage(Database database, Clock clock, Duration between) {
    /** Why nothing starts by itself on a server that has none. */
    public static final String NONE =
            "the server keeps nothing, so nobody could see what they did (say --data DIRECTORY or --database URL)";

    private static final Duration USUALLY = Duration.ofSeconds(1);

    /** Looks every second. */
    public ScheduleStorage(Database database, Clock clock) {
        this(database, clock, USUALLY);
    }
}
