package dev.refgate.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Events of one run come one at a time and in order: {@link RunStarted} first,
 * {@link RunEnded} last; for each block that was started, {@link BlockStarted} before its {@link BlockPartial}s before its
 * {@link BlockReset} or {@link BlockEnded}; a skipped block has a {@link BlockEnded} alone. No block starts before all that it needs has ended.
 * What this leaves open, time decides: the events of blocks that run at the same time come as they happen. Where blocks run
 * one after another, the order is the same in every run; blocks that one end makes ready, or skips, follow the file.
 *
 * <p>A sub-workflow is a part of its run. Its blocks' events come between the start and the end of the block that runs it, in
 * the same order among themselves, with the path of that block before their own id: {@code enrich/lookup}, and {@code
 * score[3]/lookup} for the fourth item of a {@code reduce}.
 */
public sealed interface RunEvent {

    String runId();

    Instant time();

    /** The run was admitted and its inputs are valid. */
    record RunStarted(String runId, Instant time, RunPins pins, Map<String, Object> inputs) implements RunEvent {}

    /**
     * A sub-workflow begins with inputs that it calls sensitive: whoever shows something of the run masks their values. Comes only
     * where there are such.
     *
     * @param place the block that runs it, and the item's index in brackets if there are several
     * @param sensitive those inputs, by their names
     */
    record SubWorkflowStarted(String runId, Instant time, String place, Map<String, Object> sensitive)
            implements RunEvent {}

    /**
     * An attempt of a block begins.
     *
     * @param attempt from 1
     */
    record BlockStarted(String runId, Instant time, String block, String type, int attempt) implements RunEvent {}

    /** A part of a block's output is there. */
    record BlockPartial(
            String runId,
            Instant time,
            String block,
            int attempt,
            @Nullable Object part) implements RunEvent {}

    /**
     * The attempt failed, and the parts that it has told are void: the next attempt, if there is one, tells its own from
     * the start. Comes only where there were parts.
     */
    record BlockReset(String runId, Instant time, String block, int attempt) implements RunEvent {}

    /** A block will not run any more. */
    record BlockEnded(String runId, Instant time, BlockResult result) implements RunEvent {}

    /** The run is over. */
    record RunEnded(
            String runId,
            Instant time,
            RunStatus status,
            Map<String, Object> outputs,
            Optional<RunError> error,
            Duration duration)
            implements RunEvent {}
}
