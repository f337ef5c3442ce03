package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run log in a database. */
public final class DatabaseRunLog implements RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRunLog.class);
    private static final int TRIES = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Database database;
    private final Instance instance;
    private final Janitor janitor;
    private final CommitQueue<RunRow> commits;
    private volatile @Nullable String trouble;

    /**
     * @param database stays the caller's to close, after this
     */
    public DatabaseRunLog(Database database, Retention retention, Clock clock) {
        this.database = database;
        this.instance = new Instance(database);
        this.janitor = new Janitor(database, retention, clock);
        Jdbi writing = database.writing();
        this.commits = new CommitQueue<>((List<RunRow> rows) -> RunTable.write(writing, rows));
    }

    @Override
    public void begin(RunRow row) {
        commit(row);
    }

    @Override
    public void end(RunRow row) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                commit(row);
                return;
            } catch (DatabaseException e) {
                LOG.warn("run {}: {}; trying again", row.id(), e.getMessage());
                pause();
            }
        }
        commit(row);
    }

    private void commit(RunRow row) {
        try {
            commits.add(row.at(instance.id())).join();
            trouble = null;
        } catch (CompletionException e) {
            String reason = String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
                    .lines()
                    .findFirst()
                    .orElse("no reason given");
            trouble = "the run log cannot be written: " + reason;
            throw new DatabaseException(trouble, e);
        }
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
        return RunTable.find(database.reading(), runId);
    }

    @Override
    public RunPage list(RunQuery query) {
        return RunTable.list(database.reading(), query);
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        if (trouble != null) {
            try {
                instance.say();
                trouble = null;
            } catch (RuntimeException e) {
                LOG.debug("the run log still cannot be written", e);
            }
        }
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        janitor.close();
        commits.close();
        instance.close();
    }
}
