package dev.refgate.server.runlog;

import dev.refgate.server.database.DatabaseException;
import java.util.List;
import java.util.Optional;

/** The way of rows to the disk, and to where they can be read. */
interface Writes extends AutoCloseable {

    /**
     * Writes all, or nothing and throws; they are on the disk when this returns. For one thread.
     *
     * @throws DatabaseException when they cannot be written
     */
    void write(List<RunRow> rows);

    /**
     * Returns when all that was written before can be read from the database.
     *
     * @throws DatabaseException when it cannot be brought there
     */
    void settle();

    /** What is written and cannot be read from the database yet, in the order in which it was written. */
    List<RunRow> unsettled();

    /** Why what is written cannot be brought into the database; empty when all is well. */
    Optional<String> trouble();

    /**
     * Refuses while there is {@link #trouble}.
     *
     * @throws DatabaseException when what is written now might have no place later
     */
    default void requireNoTrouble() {
        Optional<String> reason = trouble();
        if (reason.isPresent()) {
            throw new DatabaseException(reason.get());
        }
    }

    @Override
    void close();
}
