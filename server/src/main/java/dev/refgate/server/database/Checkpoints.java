package dev.refgate.server.database;

import dev.refgate.server.thread.Daemons;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what SQLite has in its write-ahead log into its file, on a thread of its own: left to itself, SQLite has whoever commits
 * do it, and all that wait for the next commit wait for it too. A reader's connection copies the bulk while others write. The log begins
 * anew only when nothing of it is left, so when it has grown the writer's connection copies the little that came meanwhile.
 *
 * @see <a href="https://www.sqlite.org/wal.html#ckpt">Checkpointing</a>
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long PAUSE_MILLIS = 500;

    /** From so many pages of 4 KiB on the log shall begin anew. */
    private static final int LONG = 4_000;

    /** So many pages are copied at most while others wait; more are left to the next look. */
    private static final int LITTLE = 2_000;

    /** Never waits for anybody, nor makes anybody wait for a lock. */
    private static final String PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)";

    private final DataSource readers;
    private final DataSource writers;
    private boolean failing;
    private final ScheduledExecutorService clock = Daemons.clock("refgate-checkpoints");

    /**
     * What a checkpoint found.
     *
     * @param pages in the log
     * @param left those that are not in the file yet
     */
    private record Look(int pages, int left) {}

    Checkpoints(DataSource readers, DataSource writers) {
        this.readers = readers;
        this.writers = writers;
        clock.scheduleWithFixedDelay(this::quietly, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void quietly() {
        try {
            look();
            failing = false;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.warn("the database's log cannot be brought into its file, trying again: {}", DatabaseTrouble.of(e));
            }
            failing = true;
        }
    }

    /** Copies what there is; when the log has grown, to the end. */
    private void look() throws SQLException {
        if (copy(readers).pages() >= LONG && copy(readers).left() <= LITTLE) {
            copy(writers);
        }
    }

    private static Look copy(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(PASSIVE)) {
            int pages = result.getInt("log");
            return new Look(pages, pages - result.getInt("checkpointed"));
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
