package dev.refgate.server.execution;

import dev.refgate.server.idempotency.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What a caller relies on once the run was begun.
 *
 * @param durable whether the run is on record before its first block, whatever its blocks are
 * @param claim the key that the run stands for
 * @param queues whether nobody waits for the run: it may wait for its place after its caller was answered
 */
public record Commitment(boolean durable, @Nullable Claim claim, boolean queues) {
    /** The answer tells everything: a run that was never answered need not have been. */
    public static final Commitment NONE = new Commitment(false, null, false);

    /** The caller will come back for the answer. */
    public static final Commitment DURABLE = new Commitment(true, null, true);

    /** The caller may come again with the same key. */
    public static Commitment to(Claim claim, boolean queues) {
        return new Commitment(true, claim, queues);
    }
}
