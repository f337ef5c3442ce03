package dev.refgate.run;

import java.util.Map;
import java.util.Optional;

/**
 * What a walk through a workflow came to.
 *
 * @param outputs empty unless it succeeded
 * @param error why it did not
 */
record Conclusion(RunStatus status, Map<String, Object> outputs, Optional<RunError> error) {
    static Conclusion failed(String message) {
        return without(RunStatus.FAILED, message);
    }

    static Conclusion timedOut(String message) {
        return without(RunStatus.TIMED_OUT, message);
    }

    private static Conclusion without(RunStatus status, String message) {
        return new Conclusion(status, Map.of(), Optional.of(new RunError(Optional.empty(), message)));
    }
}
