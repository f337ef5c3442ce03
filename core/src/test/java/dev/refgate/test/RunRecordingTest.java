package dev.refgate.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.internal.yaml.YamlEditor;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockResult;
import dev.refgate.run.BlockStatus;
import dev.refgate.run.RunEvent;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.run.VerificationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run's events, as a test. */
class RunRecordingTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final RunPins PINS = new RunPins(
            new WorkflowId("triage"),
            Optional.empty(),
            Optional.empty(),
            new CommitId("1".repeat(40)),
            new ContentId("2".repeat(40)),
            new VerificationId("3".repeat(64)));

    private final RunRecording recording = new RunRecording("http"::equals);

    private void ended(String block, String type, Object output, String error, int attempts) {
        BlockStatus status = error == null ? BlockStatus.SUCCESS : BlockStatus.FAILED;
        recording.on(new RunEvent.BlockEnded(
                "run-1",
                NOW,
                new BlockResult(block, type, status, output, Optional.ofNullable(error), attempts, Duration.ZERO)));
    }

    @Test
    void whatReachedOutBecomesMocksAndSecretsAreMasked() {
        recording.on(new RunEvent.RunStarted("run-1", NOW, PINS, Map.of("email", "ada@example.com")));
        recording.on(new RunEvent.SubWorkflowStarted("run-1", NOW, "sub", Map.of("code", 74205318L)));
        ended("text", "text", "for ada@example.com", null, 1);
        ended("sub/page", "http", "inner", null, 1);
        ended("page", "http", Map.of("body", "token s3cr3t-value"), null, 3);
        ended("log", "http", null, "timeout", 1);
        ended("skipped", "http", null, null, 0);
        recording.on(new RunEvent.RunEnded(
                "run-1",
                NOW,
                RunStatus.SUCCESS,
                Map.of("to", List.of("ada@example.com", 74205318L)),
                Optional.empty(),
                Duration.ZERO));

        assertThat(recording.toFile(new YamlEditor(), Secrets.of(List.of("s3cr3t-value")), "email"::equals))
                .isEqualTo("""
                        tests:
                          - name: as in run-1
                            inputs: { email: "***" }
                            mocks: { page: [{ error: attempt 1 failed }, { error: attempt 2 failed }, { output: { body: "token ***" } }], log: { error: timeout } }
                            expect: { status: success, path: [text, page, log], outputs: { to: ["***", "***"] } }
                        """);
    }
}
