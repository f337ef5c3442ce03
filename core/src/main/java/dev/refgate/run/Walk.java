package dev.refgate.run;

import dev.refgate.error.RefgateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way through a workflow, from inputs that have been checked to outputs: that of a run, or of a part of one. */
final class Walk {
    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

    private final RunRequest request;
    private final RunValues values;
    private final RunClock time;
    private final RunResources resources;
    private final Run run;

    Walk(RunRequest request, Map<String, Object> inputs, RunClock time, EventQueue events, RunResources resources) {
        this.request = request;
        this.values = new RunValues(request.workflow(), inputs, request.env(), time.started(), time.zone());
        this.time = time;
        this.resources = resources;
        this.run = new Run(request, values, time, events, resources);
    }

    Conclusion toItsEnd() {
        Ending ending;
        try (Cancellation.Registration registration = request.cancellation().onCancel(run::cancel)) {
            ending = run.lead();
        }
        return conclude(ending);
    }

    /** How the blocks ended, in that order; to be asked at the end. */
    List<BlockResult> results() {
        return run.results();
    }

    private Conclusion conclude(@Nullable Ending ending) {
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
}
