package dev.refgate.run;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a block of a run ended.
 *
 * @param block its id
 * @param type its type
 * @param status how it ended
 * @param input what its last attempt began with, as the block's type tells it: its settings, rendered, by their keys; null
 *     where it was skipped, failed before, or where its output says it all
 * @param output null unless it succeeded, or failed and was substituted
 * @param error why it failed; also set when the run went on
 * @param attempts how often it was tried; 0 when it was skipped
 * @param duration over all attempts and the pauses between them
 */
public record BlockResult(
        String block,
        String type,
        BlockStatus status,
        @Nullable Object input,
        @Nullable Object output,
        Optional<String> error,
        int attempts,
        Duration duration) {

    /** Of a block whose input is not known. */
    public BlockResult(
            String block,
            String type,
            BlockStatus status,
            @Nullable Object output,
            Optional<String> error,
            int attempts,
            Duration duration) {
        this(block, type, status, null, output, error, attempts, duration);
    }

    /** The same of a block that is elsewhere: in a sub-workflow, seen from the workflow that runs it. */
    BlockResult at(String path) {
        return new BlockResult(path, type, status, input, output, error, attempts, duration);
    }
}
