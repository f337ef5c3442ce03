package dev.refgate.server.runlog;

import dev.refgate.server.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes group after group of rows, each in one transaction, and keeps the statement that does it, which takes long to prepare.
 * For one thread.
 */
final class RunWriter {
    private final DataSource database;
    private @Nullable Connection prepared;
    private @Nullable PreparedStatement statement;

    RunWriter(DataSource database) {
        this.database = database;
    }

    /** Writes all, or nothing and throws. */
    void write(List<RunRow> rows) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                RunTable.write(statementOf(connection), rows);
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
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
