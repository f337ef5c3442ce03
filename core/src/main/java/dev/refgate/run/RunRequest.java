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
 */
public record RunRequest(
        String runId,
        RunPins pins,
        CompiledWorkflow workflow,
        Map<String, Object> inputs,
        Map<String, String> env,
        RunListener listener,
        Cancellation cancellation) {}
