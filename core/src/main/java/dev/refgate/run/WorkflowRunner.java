package dev.refgate.run;

import dev.refgate.error.RefgateException;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs compiled workflows. Safe for use by many threads. */
public final class WorkflowRunner {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowRunner.class);
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
        RunValues values = new RunValues(request.workflow(), inputs, request.env(), time.started(), time.zone());
        EventQueue events = new EventQueue(request.listener());
        if (events.isHeard()) {
            events.add(new RunStarted(request.runId(), time.started(), request.pins(), inputs));
            events.deliver();
        }
        Run run = new Run(request, values, time, events, resources);
        Ending ending;
        try (Cancellation.Registration registration = request.cancellation().onCancel(run::cancel)) {
            ending = run.lead();
        }
        Conclusion conclusion = conclude(request, values, time, ending);
        RunResult result = conclusion.result(request, time, run);
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

    private Conclusion conclude(RunRequest request, RunValues values, RunClock time, @Nullable Ending ending) {
        if (ending != null && ending.status() != RunStatus.SUCCESS) {
            return new Conclusion(ending.status(), Map.of(), ending.error());
        }
        try {
            Map<String, Object> outputs = request.workflow()
                    .outputs()
                    .render(values.scope(time.deadline().nanos()));
            int most = resources.limits().outputBytes();
            return JsonSize.exceeds(outputs, most)
                    ? Conclusion.failed("the outputs are too large (at most " + most + " bytes as JSON)")
                    : new Conclusion(RunStatus.SUCCESS, outputs, Optional.empty());
        } catch (RefgateException e) {
            if (time.deadline().isOver()) {
                return Conclusion.timedOut("the run took longer than " + time.limit());
            }
            return Conclusion.failed(values.mask(String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("run {}: the outputs failed unexpectedly", request.runId(), e);
            return Conclusion.failed("internal error; the log says more about run " + request.runId());
        }
    }

    private record Conclusion(RunStatus status, Map<String, Object> outputs, Optional<RunError> error) {
        static Conclusion failed(String message) {
            return without(RunStatus.FAILED, message);
        }

        static Conclusion timedOut(String message) {
            return without(RunStatus.TIMED_OUT, message);
        }

        private static Conclusion without(RunStatus status, String message) {
            return new Conclusion(status, Map.of(), Optional.of(new RunError(Optional.empty(), message)));
        }

        RunResult result(RunRequest request, RunClock time, Run run) {
            return new RunResult(
                    request.runId(),
                    request.pins(),
                    status,
                    outputs,
                    error,
                    run.results(),
                    time.started(),
                    time.elapsed());
        }
    }
}
