package dev.refgate.server.runlog;

import java.util.List;
import java.util.Optional;

/** The way of rows to the disk, and to where they can be read. */
interface Writes extends AutoCloseable {

    /**
     * Writes all, or nothing and throws; they are on the disk when this returns. For one thread.
     *
     * @throws dev.refgate.server.database.DatabaseException when they cannot be written
     */
    void write(List<RunRow> rows);

    /**
     * Returns when all that was written before can be read from the database.
     *
     * @throws dev.refgate.server.database.DatabaseException when it cannot be brought there
     */
    void settle();

    /** What is written and cannot be read from the database yet, in the order in which it was written. */
    List<RunRow> unsettled();

    /** Why what is written cannot be brought into the database; empty when all is well. */
    Optional<String> trouble();

    @Override
    void close();
}
