package dev.refgate.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that is over.
 *
 * @param runId unique, and ordered by time of start
 * @param pins what it was admitted with
 * @param status one of the final ones
 * @param outputs empty unless it succeeded
 * @param error why it did not succeed
 * @param blocks in the order in which they ended
 * @param started when
 * @param duration until its end
 */
public record RunResult(
        String runId,
        RunPins pins,
        RunStatus status,
        Map<String, Object> outputs,
        Optional<RunError> error,
        List<BlockResult> blocks,
        Instant started,
        Duration duration) {}
