package dev.refgate.server.schedule;

import dev.refgate.server.database.Database;
import java.time.Clock;

/**
 * Where schedules are kept in step with other servers, and by which clock they go.
 *
 * @param database stays the caller's to close
 */
public record ScheduleStorage(Database database, Clock clock) {
    /** Why nothing starts by itself on a server that has none. */
    public static final String NONE =
            "the server keeps nothing, so nobody could see what they did (say --data DIRECTORY or --database URL)";
}
