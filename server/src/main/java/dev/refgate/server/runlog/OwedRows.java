package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.database.DatabaseTrouble;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of runs that could not be written when they came, though their beginnings were. They are written as soon as that can be done.
 * No run begins on record before, so there are never more of them than runs at the same time. Safe for use by many threads.
 */
final class OwedRows {
    private static final Logger LOG = LoggerFactory.getLogger(OwedRows.class);

    private final Database database;
    private final Writes writes;
    private final Map<String, RunRow> rows = new ConcurrentHashMap<>();

    /**
     * @param writes of the same runs' beginnings
     */
    OwedRows(Database database, Writes writes) {
        this.database = database;
        this.writes = writes;
    }

    void add(RunRow row) {
        rows.put(row.id(), row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What is not written yet. */
    List<RunRow> all() {
        return List.copyOf(rows.values());
    }

    /**
     * Writes them.
     *
     * @throws RuntimeException of the database, at the first one that cannot be written
     */
    void settle() {
        if (rows.isEmpty()) {
            return;
        }
        // What was written of the same runs before must not come after.
        writes.settle();
        for (RunRow row : rows.values()) {
            write(row);
            rows.remove(row.id(), row);
            LOG.info("run {} is on record as {} now", row.id(), row.status());
        }
    }

    private void write(RunRow row) {
        try {
            database.writing().useTransaction(handle -> RunTable.write(handle.getConnection(), row));
        } catch (SQLException e) {
            throw new DatabaseException(DatabaseTrouble.of(e), e);
        }
    }
}
