package dev.refgate.test;

import dev.refgate.client.ExecuteAnswer;
import dev.refgate.run.RunError;
import dev.refgate.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run, wherever it ran.
 *
 * @param blocks in the order in which they ended
 */
record Observation(
        String status, Map<String, Object> outputs, Optional<String> error, List<Block> blocks, Duration duration) {

    /**
     * How a block ended.
     *
     * @param attempts 0 when it did not run
     */
    record Block(String id, String status, @Nullable Object output, Optional<String> error, int attempts) {
        boolean ran() {
            return attempts > 0;
        }
    }

    static Observation of(RunResult result) {
        return new Observation(
                result.status().word(),
                result.outputs(),
                result.error().map(Observation::words),
                result.blocks().stream()
                        .map(block -> new Block(
                                block.block(), block.status().word(), block.output(), block.error(), block.attempts()))
                        .toList(),
                result.duration());
    }

    private static String words(RunError error) {
        return error.block().map(block -> "block " + block + ": ").orElse("") + error.message();
    }

    static Observation of(ExecuteAnswer answer) {
        return new Observation(
                answer.status(),
                answer.outputs(),
                answer.error()
                        .map(error -> error.block()
                                        .map(block -> "block " + block + ": ")
                                        .orElse("")
                                + error.message()),
                answer.blocks().stream()
                        .map(block ->
                                new Block(block.id(), block.status(), block.output(), block.error(), block.attempts()))
                        .toList(),
                answer.duration());
    }

    Optional<Block> block(String id) {
        return blocks.stream().filter(block -> block.id().equals(id)).findFirst();
    }

    /** The blocks that ran, in the order in which they ended. */
    List<String> path() {
        return blocks.stream().filter(Block::ran).map(Block::id).toList();
    }

    /** The blocks that ran, and how they ended, for people. */
    List<String> ran() {
        return blocks.stream().filter(Block::ran).map(Observation::line).toList();
    }

    private static String line(Block block) {
        return block.id() + " " + block.status()
                + (block.attempts() > 1 ? " after " + block.attempts() + " attempts" : "")
                + block.error().map(error -> ": " + error).orElse("");
    }
}
