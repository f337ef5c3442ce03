package dev.refgate.server.runlog;

import java.util.Optional;

/** The record of runs. Safe for use by many threads. */
public interface RunLog extends AutoCloseable {

    /**
     * Records that a run begins. To be called before the first thing that a run could do outside; a run that does
     * nothing outside needs only {@link #end}.
     *
     * @throws dev.refgate.server.database.DatabaseException when it cannot be recorded: then it must not begin
     */
    void begin(RunRow row);

    /**
     * Records how a run ended; returns when that is on the disk.
     *
     * @throws dev.refgate.server.database.DatabaseException when it cannot be recorded
     */
    void end(RunRow row);

    Optional<RunRow> find(String runId);

    /** The runs that fit, newest first. */
    RunPage list(RunQuery query);

    /** Whether anything is recorded at all. */
    boolean isKept();

    /** Why nothing can be recorded now; empty when all is well. */
    Optional<String> trouble();

    @Override
    void close();

    /** Records nothing. */
    static RunLog none() {
        return NoRunLog.INSTANCE;
    }
}
