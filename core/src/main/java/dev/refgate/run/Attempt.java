package dev.refgate.run;

import dev.refgate.workflow.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of one block in one run. */
final class Attempt implements BlockRun, Scope {
    private final Run run;
    private final CompiledBlock block;
    private final int number;
    private final Deadline deadline;
    private volatile boolean hasParts;
    private volatile @Nullable Object input;

    Attempt(Run run, CompiledBlock block, int number, Deadline deadline) {
        this.run = run;
        this.block = block;
        this.number = number;
        this.deadline = deadline;
    }

    @Override
    public Scope scope() {
        return this;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public void pause(Duration duration) {
        run.pause(duration, deadline);
        if (run.cancellation().isCancelled()) {
            throw new BlockException("the run ended before the block did", false);
        }
    }

    @Override
    public SubWorkflows subWorkflows() {
        return new BlockSubWorkflows(run, block, deadline);
    }

    @Override
    public int outputBytes() {
        return run.outputBytes();
    }

    @Override
    public Optional<String> environment() {
        return run.request().pins().environment();
    }

    @Override
    public int attempt() {
        return number;
    }

    @Override
    public void beginsWith(Map<String, ? extends @Nullable Object> begun) {
        input = begun;
    }

    /** What it said that it begins with; null when it did not get so far, or says nothing. */
    @Nullable
    Object input() {
        return input;
    }

    @Override
    public void emitPartial(@Nullable Object part) {
        hasParts = true;
        run.partial(block, number, part);
    }

    /** The attempt failed: what it has told of its output so far is void. */
    void takeBack() {
        if (hasParts) {
            run.takeBack(block, number);
        }
    }

    @Override
    public @Nullable Object find(String name) {
        return run.values().find(name);
    }

    /** A run that was cancelled has no time left: a template that computes long looks here as it goes on. */
    @Override
    public long deadlineNanos() {
        return run.cancellation().isCancelled() ? System.nanoTime() : deadline.nanos();
    }
}
