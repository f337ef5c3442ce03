package dev.refgate.run;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests to run a workflow, with pins that lead nowhere. */
final class Requests {
    private static final ContentId CONTENT = new ContentId("c".repeat(40));

    private Requests() {}

    static RunRequest of(
            CompiledWorkflow workflow, Map<String, Object> inputs, Map<String, String> env, RunListener listener) {
        return of(workflow, inputs, env, listener, new Cancellation());
    }

    static RunRequest of(
            CompiledWorkflow workflow,
            Map<String, Object> inputs,
            Map<String, String> env,
            RunListener listener,
            Cancellation cancellation) {
        var id = workflow.workflow().id();
        RunPins pins = new RunPins(
                id,
                Optional.of("production"),
                Optional.of("refs/heads/env/production"),
                new CommitId("a".repeat(40)),
                CONTENT,
                VerificationId.of(id, new TreeMap<>(Map.of(id, CONTENT))));
        return new RunRequest(RunIds.next(), pins, workflow, inputs, env, listener, cancellation);
    }
}
