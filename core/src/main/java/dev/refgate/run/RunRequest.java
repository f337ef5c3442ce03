package dev.refgate.run;

import java.util.Map;

/**
 * Everything that a run begins with.
 *
 * @param runId unique
 * @param pins what it was admitted with
 * @param workflow the compiled content of {@code pins}
 * @param inputs as the caller sent them; not yet checked
 * @param env what {@code _env} holds; its values are masked in errors
 * @param listener is told every event
 * @param cancellation ends the run early
 * @param done blocks that are not run again, by their ids: each ends at once as it did then
 */
public record RunRequest(
        String runId,
        RunPins pins,
        CompiledWorkflow workflow,
        Map<String, Object> inputs,
        Map<String, String> env,
        RunListener listener,
        Cancellation cancellation,
        Map<String, BlockResult> done) {

    /** One from the start. */
    public RunRequest(
            String runId,
            RunPins pins,
            CompiledWorkflow workflow,
            Map<String, Object> inputs,
            Map<String, String> env,
            RunListener listener,
            Cancellation cancellation) {
        this(runId, pins, workflow, inputs, env, listener, cancellation, Map.of());
    }

    public RunRequest {
        done = Map.copyOf(done);
    }
}
