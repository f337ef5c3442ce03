package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseTrouble;
import dev.refgate.server.database.Dialect;
import dev.refgate.server.thread.Daemons;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server among those that share its database. It says again and again that it lives. One whose sign of life did not
 * change in {@link #LOOKS} looks in a row is taken for dead, and its runs are marked as interrupted by whoever sees it. What a
 * clock says does not matter: one that jumps makes nobody dead, and nobody alive.
 */
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private static final Duration BEAT = Duration.ofSeconds(5);

    /** With {@link #BEAT} between them, half a minute. */
    static final int LOOKS = 6;

    private final String id = UUID.randomUUID().toString();
    private final Database database;
    private final Runnable afterBeat;
    private final Map<String, Sign> others = new HashMap<>();
    private final ScheduledExecutorService clock = Daemons.clock("refgate-heartbeat");

    /** What another one said last, and in how many looks that was the same. */
    private record Sign(long heartbeat, int looks) {}

    /**
     * @param afterBeat is run after each sign of life but the first, and may throw
     */
    Instance(Database database, Runnable afterBeat) {
        this.database = database;
        this.afterBeat = afterBeat;
        if (database.dialect() == Dialect.SQLITE) {
            // The folder is this server's alone, so nobody else lives.
            database.writing().useHandle(handle -> handle.execute("DELETE FROM instances"));
        }
        say();
        interruptDead();
        clock.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    String id() {
        return id;
    }

    /** Says that this server lives, also when others took it for dead; throws when it cannot. */
    void say() {
        String now = database.now();
        database.writing()
                .useHandle(handle -> handle.createUpdate("INSERT INTO instances (id, started, heartbeat) VALUES (:id, "
                                + now + ", " + now + ") ON CONFLICT (id) DO UPDATE SET heartbeat = excluded.heartbeat")
                        .bind("id", id)
                        .execute());
    }

    private void beat() {
        try {
            say();
            if (database.dialect() == Dialect.POSTGRESQL) {
                look();
            }
            afterBeat.run();
        } catch (RuntimeException e) {
            LOG.warn("the run log cannot be told what is new of this server: {}", DatabaseTrouble.of(e));
        }
    }

    /** Looks at the others once: who was silent for too long is no longer one of them. */
    void look() {
        Map<String, Long> heartbeats = database.reading()
                .withHandle(handle -> handle.createQuery("SELECT id, heartbeat FROM instances WHERE id <> :id")
                        .bind("id", id)
                        .reduceRows(new HashMap<>(), (all, row) -> {
                            all.put(row.getColumn("id", String.class), row.getColumn("heartbeat", Long.class));
                            return all;
                        }));
        others.keySet().retainAll(heartbeats.keySet());
        heartbeats.forEach((other, heartbeat) -> {
            Sign sign = others.merge(
                    other,
                    new Sign(heartbeat, 1),
                    (before, now) -> before.heartbeat() == heartbeat ? new Sign(heartbeat, before.looks() + 1) : now);
            if (sign.looks() > LOOKS) {
                bury(other, heartbeat);
            }
        });
        interruptDead();
    }

    /** Unless it said something in this very moment. */
    private void bury(String other, long heartbeat) {
        database.writing()
                .useHandle(
                        handle -> handle.createUpdate("DELETE FROM instances WHERE id = :id AND heartbeat = :heartbeat")
                                .bind("id", other)
                                .bind("heartbeat", heartbeat)
                                .execute());
    }

    private void interruptDead() {
        int interrupted = RunTable.interrupt(database.writing(), "SELECT id FROM instances");
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
            LOG.warn("the run log cannot be told that this server ends: {}", DatabaseTrouble.of(e));
        }
    }
}
