package dev.refgate.run;

import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Runs compiled workflows. Safe for use by many threads. */
public final class WorkflowRunner {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RunResources resources;
    private final Clock clock;

    /**
     * @param branches runs the branches of a workflow that are ready at the same time; the calling thread runs one
     *     itself, and all of them where {@code branches} refuses
     * @param clock what runs' times and {@code __exp_global} are read from
     */
    public WorkflowRunner(ExecutorService branches, Clock clock, RunLimits limits) {
        this(branches, clock, limits, Waiting.REAL);
    }

    /**
     * @param waiting lets time pass in delays and between attempts
     */
    public WorkflowRunner(ExecutorService branches, Clock clock, RunLimits limits, Waiting waiting) {
        this(new RunResources(branches, limits, waiting, GRACE), clock);
    }

    WorkflowRunner(RunResources resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /**
     * Runs to the end, on the calling thread and on {@code branches}. Whatever goes wrong in a block is in the result.
     * When the calling thread is interrupted while it waits, the run is cancelled.
     *
     * @throws InvalidInputsException when the inputs are not what the workflow declares; then no event was sent
     */
    public RunResult run(RunRequest request) {
        Map<String, Object> inputs = request.workflow().inputs().check(request.inputs());
        RunClock time = new RunClock(clock, resources.limits().run());
        EventQueue events = new EventQueue(request.listener());
        if (events.isHeard()) {
            events.add(new RunStarted(request.runId(), time.started(), request.pins(), inputs));
            events.deliver();
        }
        Walk walk = new Walk(request, inputs, time, events, resources);
        RunResult result = result(request, walk.toItsEnd(), walk, time);
        if (events.isHeard()) {
            events.close(new RunEnded(
                    result.runId(),
                    time.instant(),
                    result.status(),
                    result.outputs(),
                    result.error(),
                    result.duration()));
        }
        return result;
    }

    private static RunResult result(RunRequest request, Conclusion end, Walk walk, RunClock time) {
        return new RunResult(
                request.runId(),
                request.pins(),
                end.status(),
                end.outputs(),
                end.error(),
                walk.results(),
                time.started(),
                time.elapsed());
    }
}
