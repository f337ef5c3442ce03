package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.database.DatabaseTrouble;
import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.idempotency.ClaimTable;
import dev.refgate.server.idempotency.ClaimTable.Whole;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run log in a database. */
public final class DatabaseRunLog implements RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRunLog.class);
    private static final String UNWRITABLE = "the run log cannot be written: ";
    private static final int TRIES = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** With the last try it stays below the ten seconds after which a caller gets headers: then it is too late for a 503. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(4);

    private final Database database;
    private final Instance instance;
    private final Janitor janitor;
    private final Writes writes;
    private final OwedRows owed;
    private final CommitQueue<RunRow> commits;
    private volatile @Nullable String trouble;

    /**
     * @param database stays the caller's to close, after this
     */
    public DatabaseRunLog(Database database, Retention retention, Clock clock) {
        this.database = database;
        Optional<Path> folder = database.folder();
        // What is in a journal has to be there before runs are looked at that a crash cut off.
        this.writes = folder.isPresent() ? new JournaledWrites(database, folder.get()) : new DirectWrites(database);
        this.owed = new OwedRows(database, writes);
        this.instance = new Instance(database, owed::settle);
        this.janitor = new Janitor(database, retention, clock);
        this.commits = new CommitQueue<>(writes::write);
    }

    @Override
    public void begin(RunRow row) {
        watched(() -> {
            owed.settle();
            return commits.add(row.at(instance.id())).join();
        });
    }

    /** One transaction of its own, for two rows that have to be there together. */
    @Override
    public boolean begin(RunRow row, Claim claim) {
        return watched(() -> {
            // Its small row may find a place where what comes at the end would not.
            writes.requireNoTrouble();
            owed.settle();
            return database.writing().inTransaction(handle -> {
                boolean taken = ClaimTable.take(handle, database, claim);
                if (taken) {
                    RunTable.write(handle.getConnection(), row.at(instance.id()));
                }
                return taken;
            });
        });
    }

    @Override
    public Optional<Claim> claim(String id) {
        return ClaimTable.find(database, id);
    }

    @Override
    public void end(RunRow row) {
        untilItWorks(row, () -> commit(row));
    }

    @Override
    public void end(RunRow row, Whole whole) {
        untilItWorks(
                row,
                () -> watched(() -> {
                    // Its own row of the beginning must not come after this one.
                    writes.settle();
                    return database.writing().inTransaction(handle -> {
                        ClaimTable.keepWhole(handle, row.id(), whole.outputs(), whole.blocks());
                        RunTable.write(handle.getConnection(), row.at(instance.id()));
                        return true;
                    });
                }));
    }

    @Override
    public void endLater(RunRow row) {
        owed.add(row.at(instance.id()));
    }

    private static void untilItWorks(RunRow row, Runnable commit) {
        long begin = System.nanoTime();
        for (int attempt = 1; attempt < TRIES && System.nanoTime() - begin < LONGEST_TRY.toNanos(); attempt++) {
            try {
                commit.run();
                return;
            } catch (DatabaseException e) {
                LOG.warn("run {}: {}; trying again", row.id(), e.getMessage());
                pause();
            }
        }
        commit.run();
    }

    private void commit(RunRow row) {
        watched(() -> commits.add(row.at(instance.id())).join());
    }

    /** Writes, and remembers whether that works. */
    private <T extends @Nullable Object> T watched(Write<T> write) {
        try {
            T written = write.write();
            trouble = null;
            return written;
        } catch (RuntimeException | SQLException e) {
            trouble = UNWRITABLE + DatabaseTrouble.of(e);
            throw new DatabaseException(trouble, e);
        }
    }

    @FunctionalInterface
    private interface Write<T extends @Nullable Object> {
        T write() throws SQLException;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<RunRow> find(String runId) {
        return unsettled().find(runId).or(() -> RunTable.find(database.reading(), runId));
    }

    private Unsettled unsettled() {
        List<RunRow> ends = owed.all();
        List<RunRow> rows = writes.unsettled();
        return new Unsettled(
                ends.isEmpty()
                        ? rows
                        : Stream.concat(rows.stream(), ends.stream()).toList());
    }

    @Override
    public Optional<RunRow> findWhole(String runId) {
        return find(runId)
                .map(row -> row.truncated()
                        ? ClaimTable.findWhole(database, runId).map(row::with).orElse(row)
                        : row);
    }

    @Override
    public RunPage list(RunQuery query) {
        return unsettled().list(query, wanted -> RunTable.list(database.reading(), wanted));
    }

    @Override
    public void expect(IntSupplier underWay) {
        commits.expect(underWay);
    }

    @Override
    public int waiting() {
        return commits.waiting();
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        if (trouble == null && writes.trouble().isEmpty() && owed.isEmpty()) {
            return Optional.empty();
        }
        try {
            watched(() -> {
                writes.settle();
                owed.settle();
                instance.say();
                return true;
            });
        } catch (DatabaseException e) {
            LOG.debug("the run log still cannot be written", e);
        }
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        janitor.close();
        commits.close();
        trouble().ifPresent(reason -> LOG.warn("the last runs may not be on record as they ended: {}", reason));
        writes.close();
        instance.close();
    }
}
