package dev.refgate.server.runlog;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs are wanted; what is empty does not matter.
 *
 * @param from started then or later
 * @param to started before
 * @param before the last id of the page before
 * @param limit how many at most, from 1
 * @param details whether inputs, outputs and blocks are wanted too
 */
public record RunQuery(
        Optional<String> workflow,
        Optional<String> environment,
        Optional<String> status,
        Optional<String> cause,
        Optional<String> revision,
        Optional<String> session,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> before,
        int limit,
        boolean details) {

    /** All runs. */
    public static RunQuery all(int limit) {
        return new RunQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                true);
    }
}
