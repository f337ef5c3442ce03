package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.Dialect;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server among those that share its database. It says again and again that it lives; the runs of one that has not said
 * so for {@link #SILENT} are marked as interrupted by whoever sees it. Only the database's clock counts, so that servers
 * whose clocks differ do not take each other for dead.
 */
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    static final Duration SILENT = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final String id = UUID.randomUUID().toString();
    private final Database database;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "refgate-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    Instance(Database database) {
        this.database = database;
        if (database.dialect() == Dialect.SQLITE) {
            // The folder is this server's alone, so nobody else lives.
            database.writing().useHandle(handle -> handle.execute("DELETE FROM instances"));
        }
        database.writing()
                .useHandle(handle -> handle.createUpdate("INSERT INTO instances (id, started, heartbeat) VALUES (:id, "
                                + database.dialect().now() + ", "
                                + database.dialect().now() + ")")
                        .bind("id", id)
                        .execute());
        interruptOthers();
        clock.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    String id() {
        return id;
    }

    /** Says that this server lives; throws when it cannot. */
    void say() {
        database.writing()
                .useHandle(handle -> handle.createUpdate("UPDATE instances SET heartbeat = "
                                + database.dialect().now() + " WHERE id = :id")
                        .bind("id", id)
                        .execute());
    }

    private void beat() {
        try {
            say();
            if (database.dialect() == Dialect.POSTGRESQL) {
                interruptOthers();
            }
        } catch (RuntimeException e) {
            LOG.warn("the run log cannot be told that this server lives: {}", e.getMessage());
        }
    }

    private void interruptOthers() {
        String living = "SELECT id FROM instances WHERE heartbeat > "
                + database.dialect().now() + " - " + SILENT.toMillis();
        int interrupted = RunTable.interrupt(database.writing(), living);
        if (interrupted > 0) {
            LOG.warn("{} runs were cut off by the end of their server: they are marked as interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            database.writing()
                    .useHandle(handle -> handle.createUpdate("DELETE FROM instances WHERE id = :id")
                            .bind("id", id)
                            .execute());
        } catch (RuntimeException e) {
            LOG.warn("the run log cannot be told that this server ends: {}", e.getMessage());
        }
    }
}
