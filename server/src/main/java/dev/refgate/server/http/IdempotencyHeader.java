package dev.refgate.server.http;

import dev.refgate.server.runlog.RunLog;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code Idempotency-Key}: calls with the same one are one run. */
final class IdempotencyHeader {
    private static final String NAME = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int LONGEST = 255;

    private IdempotencyHeader() {}

    /**
     * The key of a request, if it has one.
     *
     * @throws Refusal when it is not usable, or when nothing can be kept here: a promise that a restart breaks is none
     */
    static Optional<String> of(Context context, RunLog log) {
        List<String> keys = Collections.list(context.req().getHeaders(NAME));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String key = keys.get(0);
        if (keys.size() > 1 || !isUsable(key)) {
            throw invalid((keys.size() > 1 ? keys.size() + " headers" : "not usable") + " (expected one, of 1 to "
                    + LONGEST + " visible ASCII characters)");
        }
        if (!log.isKept()) {
            throw invalid("this server keeps no run log, so it could not keep the promise (expected no key, or a server"
                    + " that was started with --data DIRECTORY or --database URL)");
        }
        return Optional.of(key);
    }

    private static boolean isUsable(String key) {
        return !key.isEmpty()
                && key.length() <= LONGEST
                && key.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    private static Refusal invalid(String why) {
        return Refusal.invalid(List.of("header", NAME), NAME + ": " + why, "invalid_argument");
    }

    /** The key stands for another call. */
    static Refusal conflict() {
        return Refusal.of(
                409,
                NAME + ": used for another call of this workflow in the last 24 hours (expected the same inputs,"
                        + " environment and revision_id as then, or a new key)");
    }

    /** The run is gone, though its key is not. */
    static Refusal gone(String runId) {
        return Refusal.of(409, NAME + ": its run " + runId + " is not in the run log any more (expected a new key)");
    }

    /** Says that another call began the run. */
    static void markReplayed(Context context) {
        context.res().setHeader(REPLAYED, "true");
    }
}
