package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.run.Documents;
import dev.refgate.server.access.Access;
import dev.refgate.server.access.KeyRing;
import dev.refgate.server.database.Database;
import dev.refgate.server.documents.DatabaseDocuments;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.server.sight.Sights;
import dev.refgate.server.webhook.Webhooks;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server keeps, opened. Closing it twice does nothing more. */
final class Storage implements AutoCloseable {
    private final @Nullable Database database;
    private final RunLog log;
    private final Access access;
    private final @Nullable KeyRing ring;
    private final String place;
    private final Optional<String> firstKey;
    private boolean closed;

    /**
     * @param place where, for people
     * @param firstKey the key that was made because there was none
     */
    Storage(
            @Nullable Database database,
            RunLog log,
            Access access,
            @Nullable KeyRing ring,
            String place,
            Optional<String> firstKey) {
        this.database = database;
        this.log = log;
        this.access = access;
        this.ring = ring;
        this.place = place;
        this.firstKey = firstKey;
    }

    RunLog log() {
        return log;
    }

    Access access() {
        return access;
    }

    /** The addresses by which others start runs; null where nothing is kept. */
    @Nullable
    Webhooks webhooks() {
        return database == null ? null : new Webhooks(database, Clock.systemUTC());
    }

    /** Where schedules are kept; null where nothing is kept. */
    @Nullable
    ScheduleStorage schedules() {
        return database == null ? null : new ScheduleStorage(database, Clock.systemUTC());
    }

    /** What runs keep. */
    Documents documents() {
        return database == null ? Documents.NONE : new DatabaseDocuments(database, Clock.systemUTC());
    }

    /** Watches what is in the environments. To be closed before this. */
    Sights sights(Refgate refgate) {
        return new Sights(refgate, database, Clock.systemUTC());
    }

    String place() {
        return place;
    }

    Optional<String> firstKey() {
        return firstKey;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ring != null) {
            ring.close();
        }
        log.close();
        if (database != null) {
            database.close();
        }
    }
}
