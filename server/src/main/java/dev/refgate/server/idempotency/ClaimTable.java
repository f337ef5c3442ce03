package dev.refgate.server.idempotency;

import dev.refgate.server.database.Database;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The statements on the table of claims. A claim counts until {@link #removeExpired} removes it, which is not called while the
 * database's clock is in doubt: a clock that jumps would have calls be run twice.
 */
public final class ClaimTable {
    /** How long a key stands for its run, at least. */
    public static final Duration KEPT = Duration.ofHours(24);

    private ClaimTable() {}

    /**
     * Takes a claim, unless somebody has it; in PostgreSQL this waits for others who are about to take it.
     *
     * @return whether it was taken
     */
    public static boolean take(Handle handle, Database database, Claim claim) {
        String now = database.now();
        return handle.createUpdate(
                                "INSERT INTO idempotency_keys (id, digest, run, created) VALUES (:id, :digest, :run, "
                                        + now
                                        + ") ON CONFLICT (id) DO NOTHING")
                        .bind("id", claim.id())
                        .bind("digest", claim.digest())
                        .bind("run", claim.runId())
                        .execute()
                == 1;
    }

    /** The claim with this id, if somebody has it. */
    public static Optional<Claim> find(Database database, String id) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT id, digest, run FROM idempotency_keys WHERE id = :id")
                        .bind("id", id)
                        .map((result, context) ->
                                new Claim(result.getString("id"), result.getString("digest"), result.getString("run")))
                        .findOne());
    }

    /** Keeps what a run put out, where its own row has no place for all of it. */
    public static void keepWhole(Handle handle, String runId, String outputs, String blocks) {
        handle.createUpdate("UPDATE idempotency_keys SET outputs = :outputs, blocks = :blocks WHERE run = :run")
                .bind("outputs", outputs)
                .bind("blocks", blocks)
                .bind("run", runId)
                .execute();
    }

    /** What {@link #keepWhole} kept of a run. */
    public static Optional<Whole> findWhole(Database database, String runId) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT outputs, blocks FROM idempotency_keys"
                                + " WHERE run = :run AND outputs IS NOT NULL AND blocks IS NOT NULL")
                        .bind("run", runId)
                        .map((result, context) -> new Whole(result.getString("outputs"), result.getString("blocks")))
                        .findOne());
    }

    /** Removes those whose time is over. */
    public static int removeExpired(Database database) {
        return database.writing()
                .withHandle(handle -> handle.execute(
                        "DELETE FROM idempotency_keys WHERE created <= " + database.now() + " - " + KEPT.toMillis()));
    }

    /**
     * What a run put out.
     *
     * @param outputs JSON object
     * @param blocks JSON list, as in the table of runs
     */
    public record Whole(String outputs, String blocks) {}
}
