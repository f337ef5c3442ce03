package dev.refgate.server.runlog;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** The same with another limit. */
    RunQuery withLimit(int other) {
        return new RunQuery(workflow, environment, status, cause, revision, session, from, to, before, other, details);
    }

    /** Whether a run is one of those that are wanted, as the database would say. */
    boolean fits(RunRow row) {
        return is(workflow, row.workflow())
                && is(environment, row.environment())
                && is(status, row.status())
                && is(cause, row.cause())
                && is(revision, row.revision())
                && is(session, row.session())
                && from.map(time -> row.id().compareTo(RunTable.idAt(time)) >= 0)
                        .orElse(true)
                && to.map(time -> row.id().compareTo(RunTable.idAt(time)) < 0).orElse(true)
                && before.map(id -> row.id().compareTo(id) < 0).orElse(true);
    }

    private static boolean is(Optional<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }
}
