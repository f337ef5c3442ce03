package dev.refgate.server.runlog;

import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.idempotency.ClaimTable.Whole;
import java.util.Optional;
import java.util.function.IntSupplier;

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
     * The same for a run that stands for all calls with one key: either both are on the disk when this returns, or neither.
     *
     * @return whether the run may begin; false when another one has the key
     * @throws dev.refgate.server.database.DatabaseException when it cannot be recorded: then it must not begin
     */
    boolean begin(RunRow row, Claim claim);

    /** Who has the key of this {@linkplain Claim#id() id}, if anybody. */
    Optional<Claim> claim(String id);

    /**
     * Records how a run ended; returns when that is on the disk.
     *
     * @throws dev.refgate.server.database.DatabaseException when it cannot be recorded
     */
    void end(RunRow row);

    /** The same for a run that stands for a key, and of which the row has no place for all. */
    void end(RunRow row, Whole whole);

    /**
     * Takes the end of a run that began on record and that nothing more will be heard of. It is seen at once, and written as soon as that
     * can be done; no other run {@linkplain #begin begins} on record before.
     */
    void endLater(RunRow row);

    Optional<RunRow> find(String runId);

    /** The same, with all that a run put out that {@linkplain #begin(RunRow, Claim) stands for a key}. */
    Optional<RunRow> findWhole(String runId);

    /** The runs that fit, newest first. */
    RunPage list(RunQuery query);

    /**
     * Tells of those that will be here soon, so that they can be written together.
     *
     * @param underWay how many runs have begun and are not answered; asked for often, by any thread
     */
    default void expect(IntSupplier underWay) {}

    /** How many rows wait to be written. */
    default int waiting() {
        return 0;
    }

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
