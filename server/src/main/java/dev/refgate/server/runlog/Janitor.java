package dev.refgate.server.runlog;

import dev.refgate.server.access.AuditLog;
import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseTrouble;
import dev.refgate.server.database.Dialect;
import dev.refgate.server.idempotency.ClaimTable;
import dev.refgate.server.thread.Daemons;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes runs that are older, or more, than shall be kept, and old lines of the audit log: a few at a time, so that runs' own rows
 * are not held up.
 */
final class Janitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final int AT_ONCE = 500;
    private static final long PAUSE_SECONDS = 60;

    private final Database database;
    private final Retention retention;
    private final Clock time;
    private final ClockWatch own;
    private final ClockWatch shared;
    private boolean doubted;
    private final ScheduledExecutorService clock = Daemons.clock("refgate-retention");

    Janitor(Database database, Retention retention, Clock time) {
        this.database = database;
        this.retention = retention;
        this.time = time;
        this.own = new ClockWatch(time.millis(), System.nanoTime());
        this.shared = new ClockWatch(databaseMillis(), System.nanoTime());
        clock.scheduleWithFixedDelay(() -> tidyUp(System.nanoTime()), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * @param nanos {@link System#nanoTime}
     */
    void tidyUp(long nanos) {
        try {
            if (!areClocksBelieved(nanos)) {
                return;
            }
            ClaimTable.removeExpired(database);
            int removed = removeOld() + removeMany();
            if (removed > 0) {
                LOG.info("{} old runs were removed from the run log", removed);
            }
            int lines = removeAudit();
            if (lines > 0) {
                LOG.info("{} old lines were removed from the audit log", lines);
            }
        } catch (RuntimeException e) {
            LOG.warn("what is old cannot be removed: {}", DatabaseTrouble.of(e));
        }
    }

    /** Both clocks by which runs, lines and keys grow old: a wrong one would remove what is young. */
    private boolean areClocksBelieved(long nanos) {
        boolean ours = own.isBelieved(time.millis(), nanos);
        boolean databases = shared.isBelieved(databaseMillis(), nanos);
        boolean believed = ours && databases;
        if (doubted == believed) {
            LOG.warn(
                    believed
                            ? "the clock is believed again: what is old is removed"
                            : "the clock jumped: for an hour nothing old is removed");
        }
        doubted = !believed;
        return believed;
    }

    private long databaseMillis() {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT " + database.now())
                        .mapTo(Long.class)
                        .one());
    }

    int removeOld() {
        return remove(RunTable.idAt(time.instant().minus(retention.age())), Integer.MAX_VALUE);
    }

    int removeMany() {
        int removed = 0;
        int step = 1;
        while (used() > retention.bytes() && step > 0) {
            step = remove(RunTable.idAt(time.instant()), AT_ONCE);
            removed += step;
        }
        return removed;
    }

    int removeAudit() {
        Instant before = time.instant().minus(retention.audit());
        return remove(Integer.MAX_VALUE, () -> AuditLog.remove(database, before, AT_ONCE));
    }

    private int remove(String before, int most) {
        return remove(most, () -> RunTable.remove(database.writing(), before, AT_ONCE));
    }

    private int remove(int most, IntSupplier some) {
        int removed = 0;
        int step = AT_ONCE;
        while (step == AT_ONCE && removed < most && !clock.isShutdown()) {
            step = some.getAsInt();
            removed += step;
        }
        return removed;
    }

    /** SQLite uses the pages of removed rows again, so what is used is what is not free; to sum up would read everything. */
    long used() {
        String sql = database.dialect() == Dialect.SQLITE
                ? "SELECT (p.page_count - f.freelist_count) * s.page_size"
                        + " FROM pragma_page_count() p, pragma_freelist_count() f, pragma_page_size() s"
                : "SELECT COALESCE(SUM(size), 0) FROM runs";
        return database.reading()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
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
