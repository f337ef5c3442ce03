package dev.refgate.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decision that a run is to end before all of its blocks have.
 *
 * @param status what the run's will be
 * @param error why, unless it is a success
 * @param abrupt whether blocks that are running are cancelled, rather than finish
 */
record Ending(RunStatus status, Optional<RunError> error, boolean abrupt) {

    static Ending stopped(String block, @Nullable String error) {
        return error == null
                ? new Ending(RunStatus.SUCCESS, Optional.empty(), false)
                : new Ending(RunStatus.FAILED, Optional.of(new RunError(Optional.of(block), error)), false);
    }

    static Ending failed(String block, String message) {
        return new Ending(RunStatus.FAILED, Optional.of(new RunError(Optional.of(block), message)), true);
    }

    static Ending cancelled() {
        return new Ending(
                RunStatus.CANCELLED, Optional.of(new RunError(Optional.empty(), "the run was cancelled")), true);
    }

    /**
     * @param block the one that was running
     */
    static Ending timedOut(String block, String limit) {
        String message = "the run took longer than " + limit;
        return new Ending(RunStatus.TIMED_OUT, Optional.of(new RunError(Optional.of(block), message)), true);
    }

    /** Whether this one comes too late to matter: the first decides, but what is abrupt overrules a {@code stop_if}. */
    boolean comesAfter(@Nullable Ending earlier) {
        return earlier != null && (earlier.abrupt || !abrupt);
    }
}
