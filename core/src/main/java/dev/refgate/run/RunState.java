package dev.refgate.run;

import dev.refgate.run.RunEvent.BlockEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one run so far: its blocks, and whether and why it is to end early. Each block's end is recorded
 * before anything behind it can be taken. Not safe for use by several threads: the run guards it with its lock.
 */
final class RunState {
    private final String run;
    private final List<CompiledBlock> blocks;
    private final RunValues values;
    private final RunClock clock;
    private final EventQueue events;
    private final Progress progress;
    private final List<BlockResult> results;
    private @Nullable Ending ending;
    private boolean closed;

    RunState(String run, List<CompiledBlock> blocks, RunValues values, RunClock clock, EventQueue events) {
        this.run = run;
        this.blocks = blocks;
        this.values = values;
        this.clock = clock;
        this.events = events;
        this.progress = new Progress(blocks);
        this.results = new ArrayList<>(blocks.size());
    }

    /** The next block to run, which runs from now on; null when none is ready, or nothing more may start. */
    @Nullable
    CompiledBlock take() {
        return ending == null && !closed ? progress.take() : null;
    }

    /** How many blocks could be taken now. */
    int takeable() {
        return ending == null && !closed ? progress.ready() : 0;
    }

    int running() {
        return progress.running();
    }

    boolean isRunning(CompiledBlock block) {
        return !closed && progress.isRunning(block);
    }

    Optional<String> firstRunning() {
        if (running() == 0) {
            return Optional.empty();
        }
        return blocks.stream()
                .filter(progress::isRunning)
                .map(CompiledBlock::id)
                .findFirst();
    }

    /** A running block has ended; after the run was closed, nobody wants to know. */
    void settle(CompiledBlock block, BlockEnd end) {
        if (closed) {
            return;
        }
        progress.ended(block);
        record(block, end.result());
        if (end.ending() != null) {
            end(end.ending());
        }
        if (ending == null) {
            progress.follow(block, end.flow(), this::skip);
        }
    }

    /** Ends the run thus, unless that is settled already. */
    void end(Ending next) {
        if (!closed && !next.comesAfter(ending)) {
            ending = next;
        }
    }

    /** Why the run is to end early; null when it is not. */
    @Nullable
    Ending ending() {
        return ending;
    }

    /** Whether the blocks that are running are to give up. */
    boolean isAbrupt() {
        return ending != null && ending.abrupt();
    }

    /**
     * The run is over: whatever has not ended by now ends with it.
     *
     * @return the blocks that are running still
     */
    List<CompiledBlock> close() {
        closed = true;
        List<CompiledBlock> left = new ArrayList<>(0);
        for (CompiledBlock block : blocks) {
            if (ending != null && progress.isRunning(block)) {
                left.add(block);
                record(block, abandoned(block, ending));
            } else if (ending != null && !progress.hasEnded(block)) {
                record(block, unstarted(block, ending.abrupt() ? BlockStatus.CANCELLED : BlockStatus.SKIPPED));
            }
        }
        return left;
    }

    /** How the blocks ended, in that order; complete, and no longer changing, once the run is closed. */
    List<BlockResult> results() {
        return Collections.unmodifiableList(results);
    }

    private BlockResult abandoned(CompiledBlock block, Ending why) {
        BlockStatus status = why.status() == RunStatus.TIMED_OUT ? BlockStatus.TIMED_OUT : BlockStatus.CANCELLED;
        Optional<String> error = Optional.of("did not end when the run did");
        return new BlockResult(block.id(), block.type(), status, null, error, 1, clock.elapsed());
    }

    private static BlockResult unstarted(CompiledBlock block, BlockStatus status) {
        return new BlockResult(block.id(), block.type(), status, null, Optional.empty(), 0, Duration.ZERO);
    }

    private void skip(CompiledBlock block) {
        record(block, unstarted(block, BlockStatus.SKIPPED));
    }

    private void record(CompiledBlock block, BlockResult result) {
        values.ended(block.index(), result.output(), result.error().orElse(null));
        results.add(result);
        if (events.isHeard()) {
            events.add(new BlockEnded(run, clock.instant(), result));
        }
    }
}
