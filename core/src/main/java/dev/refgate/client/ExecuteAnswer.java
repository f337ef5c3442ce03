package dev.refgate.client;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over; it need not have succeeded.
 *
 * @param runId the server's name for it
 * @param workflow which workflow ran
 * @param status how it ended: {@code success}, {@code failed}, {@code timed_out}, …
 * @param outputs as the workflow made them; empty unless it succeeded
 * @param error why it did not succeed
 * @param blocks in the order in which they ended
 * @param duration as the server measured it
 * @param pins what it ran
 */
public record ExecuteAnswer(
        String runId,
        WorkflowId workflow,
        String status,
        Map<String, Object> outputs,
        Optional<Error> error,
        List<Block> blocks,
        Duration duration,
        Pins pins) {

    public ExecuteAnswer {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        blocks = List.copyOf(blocks);
    }

    /**
     * Why a run did not succeed.
     *
     * @param block which block, if any
     */
    public record Error(Optional<String> block, String message) {}

    /**
     * How a block ended.
     *
     * @param attempts how often it was tried; 0 when it did not run
     */
    public record Block(String id, String status, @Nullable Object output, Optional<String> error, int attempts) {}

    /**
     * What a run was admitted with.
     *
     * @param environment empty for a revision without one
     * @param ref that the environment was resolved through, if it was
     * @param verification what a test of this content is valid for; 64 hexadecimal digits
     */
    public record Pins(
            Optional<String> environment,
            Optional<String> ref,
            CommitId revision,
            ContentId content,
            String verification) {}
}
