package dev.refgate.run;

import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walk of one run through its graph. The calling thread leads: it runs blocks as long as any is ready, and waits
 * while only others have work. Helpers are asked for when more blocks are ready than there are threads for; each runs
 * blocks until none is ready. No block ever waits for a helper to come, so that a full or closed executor costs
 * parallelism, and nothing else.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final String id;
    private final List<CompiledBlock> blocks;
    private final RunValues values;
    private final RunClock clock;
    private final EventQueue events;
    private final RunResources resources;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Progress progress;
    private final List<BlockResult> results;
    private @Nullable Ending ending;
    private @Nullable Deadline grace;
    private int helpersOnTheirWay;
    private boolean leaderWaits;
    private boolean leaderInterrupted;
    private boolean over;

    Run(RunRequest request, RunValues values, RunClock clock, EventQueue events, RunResources resources) {
        this.id = request.runId();
        this.blocks = request.workflow().blocks();
        this.values = values;
        this.clock = clock;
        this.events = events;
        this.resources = resources;
        this.progress = new Progress(blocks);
        this.results = new ArrayList<>(blocks.size());
    }

    String id() {
        return id;
    }

    RunValues values() {
        return values;
    }

    Deadline deadline() {
        return clock.deadline();
    }

    /** Fired when the run's blocks are to give up. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Somebody outside wants the run to end. */
    void cancel() {
        end(Ending.cancelled());
    }

    /** What a run is that has used up its time. */
    Ending timeUp(String block) {
        return Ending.timedOut(Optional.of(block), clock.limit());
    }

    void checkSize(@Nullable Object output) {
        int most = resources.limits().outputBytes();
        if (JsonSize.exceeds(output, most)) {
            throw new BlockException("the output is too large (at most " + most + " bytes as JSON)", false);
        }
    }

    void started(CompiledBlock block, int attempt) {
        if (events.isHeard()) {
            events.add(new BlockStarted(id, clock.instant(), block.id(), block.type(), attempt));
            events.deliver();
        }
    }

    void partial(CompiledBlock block, int attempt, @Nullable Object part) {
        if (!events.isHeard()) {
            return;
        }
        lock.lock();
        try {
            if (!over && progress.isRunning(block)) {
                events.add(new BlockPartial(id, clock.instant(), block.id(), attempt, part));
            }
        } finally {
            lock.unlock();
        }
        events.deliver();
    }

    /**
     * Runs until every block has ended, or the run is to end and what was running has ended or had its grace.
     *
     * @return why the run ended early; null when it did not
     */
    @Nullable
    Ending lead() {
        callHelpers(wake());
        do {
            work();
        } while (waitForOthers());
        return conclude();
    }

    /** How the blocks ended, in that order; all of them, once the run has been led. */
    List<BlockResult> results() {
        return Collections.unmodifiableList(results);
    }

    private void help() {
        lock.lock();
        helpersOnTheirWay--;
        lock.unlock();
        work();
    }

    private void work() {
        CompiledBlock next = take();
        while (next != null) {
            settle(next, new BlockExecution(this, next).execute());
            next = take();
        }
    }

    private @Nullable CompiledBlock take() {
        lock.lock();
        try {
            return over || ending != null ? null : progress.take();
        } finally {
            lock.unlock();
        }
    }

    private void settle(CompiledBlock block, BlockEnd end) {
        boolean fires;
        int helpers;
        lock.lock();
        try {
            if (over) {
                return;
            }
            progress.ended(block);
            record(block, end.result());
            fires = end.ending() != null && decide(end.ending());
            if (ending == null) {
                progress.follow(block, end.flow(), this::skip);
            }
            helpers = wake();
        } finally {
            lock.unlock();
        }
        if (fires) {
            cancellation.cancel();
        }
        callHelpers(helpers);
        events.deliver();
    }

    private void end(Ending next) {
        boolean fires;
        lock.lock();
        try {
            fires = decide(next);
        } finally {
            lock.unlock();
        }
        if (fires) {
            cancellation.cancel();
        }
    }

    /** Under the lock: ends the run thus, unless that is settled. Tells whether running blocks are to be cancelled. */
    private boolean decide(Ending next) {
        if (over || next.comesAfter(ending)) {
            return false;
        }
        ending = next;
        if (next.abrupt()) {
            grace = Deadline.in(resources.grace());
        }
        wakeLeader();
        return next.abrupt();
    }

    /** Under the lock, by a thread that will take a block next: has the others woken, and says how many more are needed. */
    private int wake() {
        int spare = ending == null ? progress.ready() - 1 : 0;
        boolean done = progress.running() == 0 && (ending != null || progress.ready() == 0);
        if (leaderWaits && (spare > 0 || done)) {
            wakeLeader();
            spare--;
        }
        int more = Math.max(0, spare - helpersOnTheirWay);
        helpersOnTheirWay += more;
        return more;
    }

    private void wakeLeader() {
        leaderWaits = false;
        changed.signal();
    }

    private void callHelpers(int count) {
        for (int called = 0; called < count; called++) {
            try {
                resources.branches().execute(this::help);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                LOG.debug("run {}: no thread for a branch; the run's other threads do its work", id, e);
                lock.lock();
                helpersOnTheirWay -= count - called;
                lock.unlock();
                return;
            }
        }
    }

    /** Returns false when nothing is left to wait for, or patience is at its end. */
    private boolean waitForOthers() {
        Optional<String> running;
        lock.lock();
        try {
            if (ending == null && progress.ready() > 0) {
                return true;
            }
            Deadline until = grace == null ? clock.deadline() : grace;
            if (progress.running() == 0 || grace != null && until.isOver()) {
                return false;
            }
            leaderWaits = true;
            changed.awaitNanos(until.remainingNanos());
        } catch (InterruptedException e) {
            leaderInterrupted = true;
        } finally {
            leaderWaits = false;
            running = blocks.stream()
                    .filter(progress::isRunning)
                    .map(CompiledBlock::id)
                    .findFirst();
            lock.unlock();
        }
        if (leaderInterrupted) {
            cancel();
        } else if (clock.deadline().isOver()) {
            end(Ending.timedOut(running, clock.limit()));
        }
        return true;
    }

    private @Nullable Ending conclude() {
        lock.lock();
        try {
            over = true;
            for (CompiledBlock block : blocks) {
                if (!progress.hasEnded(block) && ending != null) {
                    record(
                            block,
                            progress.isRunning(block)
                                    ? abandoned(block, ending)
                                    : unstarted(block, ending.unstarted()));
                }
            }
            return ending;
        } finally {
            lock.unlock();
            if (leaderInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private BlockResult abandoned(CompiledBlock block, Ending why) {
        LOG.warn("run {}: block {} did not end after the run had; it is left to itself", id, block.id());
        BlockStatus status = why.status() == RunStatus.TIMED_OUT ? BlockStatus.TIMED_OUT : BlockStatus.CANCELLED;
        Optional<String> error = Optional.of("did not end after the run had");
        return new BlockResult(block.id(), block.type(), status, null, error, 1, clock.elapsed());
    }

    private static BlockResult unstarted(CompiledBlock block, BlockStatus status) {
        return new BlockResult(block.id(), block.type(), status, null, Optional.empty(), 0, Duration.ZERO);
    }

    private void skip(CompiledBlock block) {
        record(block, unstarted(block, BlockStatus.SKIPPED));
    }

    /** Under the lock, so that a block's end is known before that of any block after it. */
    private void record(CompiledBlock block, BlockResult result) {
        values.ended(block.index(), result.output(), result.error().orElse(null));
        results.add(result);
        if (events.isHeard()) {
            events.add(new BlockEnded(id, clock.instant(), result));
        }
    }
}
