package dev.refgate;

import dev.refgate.run.BlockResult;
import dev.refgate.run.Cancellation;
import dev.refgate.run.CompiledWebhook;
import dev.refgate.run.RunIds;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunRequest;
import dev.refgate.run.RunResult;
import dev.refgate.run.Secrets;
import dev.refgate.run.WorkflowRunner;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A call that was admitted: it stays on what it was admitted with, wherever refs move. */
public final class Admission {
    private final Admissions.Resolved resolved;
    private final WorkflowRunner runner;

    Admission(Admissions.Resolved resolved, WorkflowRunner runner) {
        this.resolved = resolved;
        this.runner = runner;
    }

    /** What it was admitted with. */
    public RunPins pins() {
        return resolved.pins();
    }

    /**
     * The values of {@code _env} that its runs see: whoever shows more of a run than its outputs masks them there. Outputs
     * are the caller's, as the workflow made them.
     */
    public Secrets secrets() {
        return Secrets.of(resolved.env().values());
    }

    /** The inputs whose values are masked wherever they are shown, as the workflow declares. */
    public Set<String> sensitiveInputs() {
        return resolved.found().workflow().sensitiveInputs();
    }

    /** What makes inputs of requests to the workflow's webhook, if it declares one. */
    public Optional<CompiledWebhook> webhook() {
        return resolved.found().workflow().webhook();
    }

    /** A value of {@code _env}: a secret. */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(resolved.env().get(key));
    }

    /** The types of its blocks. */
    public Set<String> blockTypes() {
        return resolved.found().workflow().blockTypes();
    }

    /**
     * Looks at inputs without running anything.
     *
     * @param inputs as the caller sent them
     * @return what a run would see: what was sent, and defaults
     * @throws dev.refgate.run.InvalidInputsException when they are not what the workflow declares
     */
    public Map<String, Object> check(Map<String, Object> inputs) {
        return resolved.found().workflow().check(inputs);
    }

    /**
     * A new run, done by the calling thread.
     *
     * @param inputs as the caller sent them
     * @throws dev.refgate.run.InvalidInputsException when they are not what the workflow declares; nothing was run
     */
    public RunResult run(Map<String, Object> inputs, RunListener listener, Cancellation cancellation) {
        return run(RunIds.next(), inputs, listener, cancellation);
    }

    /**
     * The same, with an id that was made before.
     *
     * @param runId of {@link RunIds#next}, used once
     */
    public RunResult run(String runId, Map<String, Object> inputs, RunListener listener, Cancellation cancellation) {
        return run(runId, inputs, Map.of(), listener, cancellation);
    }

    /**
     * The same, from somewhere on.
     *
     * @param done blocks that are not run again, by their ids; one whose type is another one now is run
     */
    public RunResult run(
            String runId,
            Map<String, Object> inputs,
            Map<String, BlockResult> done,
            RunListener listener,
            Cancellation cancellation) {
        return runner.run(new RunRequest(
                runId,
                resolved.pins(),
                resolved.found().workflow(),
                inputs,
                resolved.env(),
                listener,
                cancellation,
                done));
    }
}
