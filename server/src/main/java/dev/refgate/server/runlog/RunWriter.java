package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.database.DatabaseTrouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes group after group of rows, each in one transaction, and keeps the statement that does it, which takes long to prepare.
 * For one thread.
 */
final class RunWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);
    private static final String JOURNAL = "runs";

    private final Database database;
    private @Nullable Connection prepared;
    private @Nullable PreparedStatement statement;

    RunWriter(Database database) {
        this.database = database;
    }

    /** Writes all, or nothing and throws. */
    void write(List<RunRow> rows) {
        try (Connection connection = database.dataSource().getConnection()) {
            write(connection, rows, 0);
        } catch (SQLException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Writes all that comes from the journal, or nothing and throws. For SQLite.
     *
     * @param brought the number of the last entry that they are from
     * @param onDisk whether all that was ever written has to be on the disk when this returns
     */
    void write(List<RunRow> rows, long brought, boolean onDisk) {
        try (Connection connection = database.dataSource().getConnection()) {
            waitForDisk(connection, onDisk);
            try {
                write(connection, rows, brought);
            } finally {
                waitForDiskAgain(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(DatabaseTrouble.of(e), e);
        }
    }

    /** What others commit on this connection has to be on the disk. */
    private void waitForDiskAgain(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("there was no transaction to end any more", e);
        }
        try {
            waitForDisk(connection, true);
        } catch (SQLException e) {
            LOG.debug("a connection is given up", e);
            database.discard(connection);
        }
    }

    /** With {@code NORMAL} the write-ahead log alone is waited for, and only before it is brought into the file. */
    private static void waitForDisk(Connection connection, boolean everyCommit) throws SQLException {
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("PRAGMA synchronous = " + (everyCommit ? "FULL" : "NORMAL"));
        }
    }

    private void write(Connection connection, List<RunRow> rows, long brought) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (!rows.isEmpty()) {
                RunTable.write(statementOf(connection), rows);
            }
            if (brought > 0) {
                RunTable.setBrought(connection, JOURNAL, brought);
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, e);
            throw e;
        }
    }

    /** The number of the last entry of the journal that is in the database; 0 when none is. */
    long brought() {
        return RunTable.brought(database.reading(), JOURNAL);
    }

    /** The pool closes what is prepared on its own connection, so this is prepared on the one beneath. */
    private PreparedStatement statementOf(Connection pooled) throws SQLException {
        Connection beneath = pooled.unwrap(Connection.class);
        if (statement == null || prepared != beneath) {
            forget();
            statement = RunTable.prepare(beneath);
            prepared = beneath;
        }
        return statement;
    }

    /**
     * The pool knows nothing of what the kept statement did, so nobody else undoes it; and a statement that broke off may still hold
     * rows. SQLite has already undone what it could not write for want of room, and says so by another failure.
     */
    private void undo(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        try {
            forget();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void forget() throws SQLException {
        try (PreparedStatement old = statement) {
            statement = null;
            prepared = null;
        }
    }
}
