package dev.refgate.client;

import dev.refgate.repository.WorkflowId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be run.
 *
 * @param workflow which workflow
 * @param environment whose content and settings count; empty for the server's default
 * @param revision a commit id, branch, tag, {@code r12} or {@code latest}, in place of what the environment points to
 * @param inputs plain values, as in JSON
 * @param timeout how long this call may take; empty for the client's own
 */
public record ExecuteCall(
        WorkflowId workflow,
        Optional<String> environment,
        Optional<String> revision,
        Map<String, Object> inputs,
        Optional<Duration> timeout) {

    public ExecuteCall {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** What an environment points to. */
    public static ExecuteCall in(String environment, WorkflowId workflow, Map<String, Object> inputs) {
        return new ExecuteCall(workflow, Optional.of(environment), Optional.empty(), inputs, Optional.empty());
    }

    public ExecuteCall within(Duration limit) {
        return new ExecuteCall(workflow, environment, revision, inputs, Optional.of(limit));
    }
}
