package dev.refgate.run;

import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockReset;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.SubWorkflowStarted;
import java.util.HashMap;
import java.util.Map;

/** A workflow that runs as a part of a run, in the place of a block or of one item of a block. */
final class SubRun {
    private final Run parent;
    private final String place;
    private final WorkflowId workflow;
    private final Deadline deadline;
    private final Cancellation cancellation;

    /**
     * @param place the block's id, and the item's index in brackets if there are several
     */
    SubRun(Run parent, String place, WorkflowId workflow, Deadline deadline, Cancellation cancellation) {
        this.parent = parent;
        this.place = place;
        this.workflow = workflow;
        this.deadline = deadline;
        this.cancellation = cancellation;
    }

    /**
     * Runs it.
     *
     * @param nested is told its blocks' events
     * @throws BlockException when it does not succeed
     */
    Map<String, Object> outputs(Map<String, Object> inputs, RunListener nested) {
        RunListener listener = parent.isHeard() ? event -> nested.on(inPlace(event)) : RunListener.NONE;
        CompiledWorkflow compiled = parent.request().workflow().subWorkflow(workflow);
        Map<String, Object> checked;
        try {
            checked = compiled.inputs().check(inputs);
        } catch (InvalidInputsException e) {
            throw new BlockException(named(String.valueOf(e.getMessage())), false, e);
        }
        tellSensitive(compiled, checked, nested);
        EventQueue events = new EventQueue(listener);
        Walk walk = new Walk(
                request(compiled, checked, listener),
                checked,
                parent.clock().until(deadline),
                events,
                parent.resources());
        Conclusion end = walk.toItsEnd();
        events.close();
        if (Thread.currentThread().isInterrupted()) {
            parent.cancel();
        }
        if (end.status() != RunStatus.SUCCESS) {
            throw new BlockException(failure(end), true);
        }
        return end.outputs();
    }

    private void tellSensitive(CompiledWorkflow compiled, Map<String, Object> inputs, RunListener nested) {
        if (!parent.isHeard() || compiled.sensitiveInputs().isEmpty()) {
            return;
        }
        Map<String, Object> sensitive = new HashMap<>(inputs);
        sensitive.keySet().retainAll(compiled.sensitiveInputs());
        if (!sensitive.isEmpty()) {
            nested.on(new SubWorkflowStarted(
                    parent.request().runId(), parent.clock().instant(), place, sensitive));
        }
    }

    private RunRequest request(CompiledWorkflow compiled, Map<String, Object> inputs, RunListener listener) {
        RunRequest whole = parent.request();
        return new RunRequest(whole.runId(), whole.pins(), compiled, inputs, whole.env(), listener, cancellation);
    }

    private String failure(Conclusion end) {
        RunError error = end.error().orElseThrow();
        return error.block()
                .map(block -> "sub-workflow \"" + workflow + "\", block \"" + block + "\": " + error.message())
                .orElseGet(() -> named(error.message()));
    }

    private String named(String message) {
        return "sub-workflow \"" + workflow + "\": " + message;
    }

    private RunEvent inPlace(RunEvent event) {
        if (event instanceof SubWorkflowStarted deeper) {
            return new SubWorkflowStarted(deeper.runId(), deeper.time(), path(deeper.place()), deeper.sensitive());
        }
        if (event instanceof BlockStarted start) {
            return new BlockStarted(start.runId(), start.time(), path(start.block()), start.type(), start.attempt());
        }
        if (event instanceof BlockPartial part) {
            return new BlockPartial(part.runId(), part.time(), path(part.block()), part.attempt(), part.part());
        }
        if (event instanceof BlockReset reset) {
            return new BlockReset(reset.runId(), reset.time(), path(reset.block()), reset.attempt());
        }
        if (event instanceof BlockEnded end) {
            return new BlockEnded(
                    end.runId(), end.time(), end.result().at(path(end.result().block())));
        }
        return event;
    }

    private String path(String block) {
        return place + "/" + block;
    }
}
