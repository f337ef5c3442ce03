package dev.refgate.run;

import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockReset;
import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Duration;
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

    private final RunRequest request;
    private final String id;
    private final RunValues values;
    private final RunClock clock;
    private final EventQueue events;
    private final RunResources resources;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RunState state;
    private @Nullable Deadline grace;
    private int helpersOnTheirWay;
    private boolean leaderWaits;
    private boolean leaderInterrupted;

    Run(RunRequest request, RunValues values, RunClock clock, EventQueue events, RunResources resources) {
        this.request = request;
        this.id = request.runId();
        this.values = values;
        this.clock = clock;
        this.events = events;
        this.resources = resources;
        this.state = new RunState(id, request.workflow().blocks(), values, clock, events);
    }

    String id() {
        return id;
    }

    /** What it began with. */
    RunRequest request() {
        return request;
    }

    RunClock clock() {
        return clock;
    }

    RunResources resources() {
        return resources;
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

    /** Lets time pass, as {@link Waiting} says. Whoever interrupts a thread of a run wants the run to end. */
    void pause(Duration duration, Deadline until) {
        resources.waiting().await(duration, until, cancellation);
        if (Thread.currentThread().isInterrupted()) {
            cancel();
        }
    }

    /** What becomes of a run whose time is up while a block is running. */
    Ending timeUp(String block) {
        return Ending.timedOut(block, clock.limit());
    }

    int outputBytes() {
        return resources.limits().outputBytes();
    }

    void checkSize(@Nullable Object output) {
        int most = outputBytes();
        if (JsonSize.exceeds(output, most)) {
            throw outputTooLarge();
        }
    }

    BlockException outputTooLarge() {
        int most = resources.limits().outputBytes();
        return new BlockException("the output is too large (at most " + most + " bytes as JSON)", false);
    }

    void started(CompiledBlock block, int attempt) {
        if (events.isHeard()) {
            events.add(new BlockStarted(id, clock.instant(), block.id(), block.type(), attempt));
            events.deliver();
        }
    }

    void partial(CompiledBlock block, int attempt, @Nullable Object part) {
        if (events.isHeard()) {
            tell(block, new BlockPartial(id, clock.instant(), block.id(), attempt, part));
        }
    }

    /** Whoever has heard parts of this attempt's output is to forget them. */
    void takeBack(CompiledBlock block, int attempt) {
        if (events.isHeard()) {
            tell(block, new BlockReset(id, clock.instant(), block.id(), attempt));
        }
    }

    /** Whether anybody listens; if not, events need not be made. */
    boolean isHeard() {
        return events.isHeard();
    }

    /** Tells something that happens in a block, as long as it is running. */
    void tell(CompiledBlock block, RunEvent event) {
        lock.lock();
        try {
            if (state.isRunning(block)) {
                events.add(event);
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
        callHelpers(helpersNeeded());
        do {
            work();
        } while (waitForOthers());
        close();
        return state.ending();
    }

    /** How the blocks ended, in that order; to be asked once the run has been led. */
    List<BlockResult> results() {
        return state.results();
    }

    private void help() {
        expectFewerHelpers(1);
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
            return state.take();
        } finally {
            lock.unlock();
        }
    }

    private void settle(CompiledBlock block, BlockEnd end) {
        boolean gaveUp;
        lock.lock();
        try {
            state.settle(block, end);
            gaveUp = givesUpNow();
        } finally {
            lock.unlock();
        }
        if (gaveUp) {
            cancellation.cancel();
        }
        callHelpers(helpersNeeded());
        events.deliver();
    }

    private void end(Ending next) {
        boolean gaveUp;
        lock.lock();
        try {
            state.end(next);
            gaveUp = givesUpNow();
        } finally {
            lock.unlock();
        }
        if (gaveUp) {
            cancellation.cancel();
        }
    }

    /** Under the lock: whether the run has come to an abrupt end since this was asked last. */
    private boolean givesUpNow() {
        if (grace != null || !state.isAbrupt()) {
            return false;
        }
        grace = Deadline.in(resources.grace());
        wakeLeader();
        return true;
    }

    /** Wakes the leader if it can do something. Says how many more threads could, beside the one that asks. */
    private int helpersNeeded() {
        lock.lock();
        try {
            int spare = state.takeable() - 1;
            boolean done = state.takeable() == 0 && state.running() == 0;
            if (leaderWaits && (spare > 0 || done)) {
                wakeLeader();
                spare--;
            }
            int more = Math.max(0, spare - helpersOnTheirWay);
            helpersOnTheirWay += more;
            return more;
        } finally {
            lock.unlock();
        }
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
                expectFewerHelpers(count - called);
                return;
            }
        }
    }

    private void expectFewerHelpers(int count) {
        lock.lock();
        try {
            helpersOnTheirWay -= count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns false when nothing is left to wait for, or patience is at its end; it may return true for no reason, and is
     * called in a loop.
     */
    @SuppressWarnings("WaitNotInLoop")
    private boolean waitForOthers() {
        Optional<String> running;
        lock.lock();
        try {
            if (state.takeable() > 0) {
                return true;
            }
            Deadline until = grace == null ? clock.deadline() : grace;
            if (state.running() == 0 || (grace != null && until.isOver())) {
                return false;
            }
            leaderWaits = true;
            changed.awaitNanos(until.remainingNanos());
        } catch (InterruptedException e) {
            leaderInterrupted = true;
        } finally {
            leaderWaits = false;
            running = state.firstRunning();
            lock.unlock();
        }
        if (leaderInterrupted) {
            cancel();
        } else if (running.isPresent() && clock.deadline().isOver()) {
            end(timeUp(running.get()));
        }
        return true;
    }

    private void close() {
        lock.lock();
        try {
            state.close()
                    .forEach(block -> LOG.warn(
                            "run {}: block {} did not end when the run did; it is left to itself", id, block.id()));
        } finally {
            lock.unlock();
        }
        events.deliver();
        if (leaderInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
