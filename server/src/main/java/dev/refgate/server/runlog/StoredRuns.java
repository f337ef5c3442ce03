package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import java.util.Optional;

/** Looks into the run log of a server that may be running, without taking part in it. */
public final class StoredRuns {
    private StoredRuns() {}

    public static Optional<RunRow> find(Database database, String runId) {
        return RunTable.find(database.reading(), runId);
    }
}
