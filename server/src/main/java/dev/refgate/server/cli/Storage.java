package dev.refgate.server.cli;

import dev.refgate.server.database.Database;
import dev.refgate.server.runlog.RunLog;
import org.jspecify.annotations.Nullable;

/** What a server keeps, opened. Closing it twice does nothing more. */
final class Storage implements AutoCloseable {
    private final @Nullable Database database;
    private final RunLog log;
    private final String place;
    private boolean closed;

    /**
     * @param place where, for people
     */
    Storage(@Nullable Database database, RunLog log, String place) {
        this.database = database;
        this.log = log;
        this.place = place;
    }

    RunLog log() {
        return log;
    }

    String place() {
        return place;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        log.close();
        if (database != null) {
            database.close();
        }
    }
}
