package dev.refgate.run;

import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** Runs compiled workflows. Safe for use by many threads. */
public final class WorkflowRunner {
    private final ExecutorService branches;
    private final Clock clock;
    private final RunLimits limits;

    /**
     * @param branches runs the branches of a workflow that are ready at the same time; the calling thread runs one itself
     * @param clock what runs' times and {@code __exp_global} are read from
     */
    public WorkflowRunner(ExecutorService branches, Clock clock, RunLimits limits) {
        this.branches = branches;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Runs to the end, on the calling thread and on {@code branches}.
     *
     * @throws InvalidInputsException when the inputs are not what the workflow declares; then no event was sent
     */
    public RunResult run(RunRequest request) {
        throw new UnsupportedOperationException("to be written: " + branches + clock + limits);
    }
}
