package dev.refgate.server.schedule;

import dev.refgate.server.database.Database;
import java.time.Clock;

/**
 * Where schedules are kept in step with other servers, and by which clock they go.
 *
 * @param database stays the caller's to close
 */
public record ScheduleStorage(Database database, Clock clock) {}
