package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    private Path folder;

    @Test
    void runsMovesAndTheMachineAreCounted() {
        PlainGit git = Samples.hello(folder);
        try (TestServer server = TestServer.serve(folder)) {
            String before = metrics(server);
            server.execute("hello", "?environment=production", Map.of());
            server.execute("hello", "?environment=production", Map.of());
            server.execute("hello", "?revision_id=latest", Map.of());
            git.write("workflows/hello/workflow.yml", Samples.workflow("Hi"));
            git.updateRef("refs/heads/env/production", git.commit("Say hi"));
            String after = metrics(server);

            assertThat(before)
                    .contains(
                            "refgate_environment_moves_total{environment=\"production\"} 0.0",
                            "refgate_runs_in_flight 0.0",
                            "refgate_runs_queued 0.0",
                            "refgate_run_log_queue 0.0",
                            "jvm_memory_used_bytes{area=\"heap\"}",
                            "process_cpu_seconds_total")
                    .doesNotContain("refgate_runs_total{", "refgate_fetch_age_seconds");
            assertThat(after)
                    .contains(
                            "refgate_runs_total{environment=\"production\",status=\"success\",workflow=\"hello\"} 2.0",
                            "refgate_runs_total{environment=\"\",status=\"success\",workflow=\"hello\"} 1.0",
                            "refgate_run_duration_seconds_count{environment=\"production\",workflow=\"hello\"} 2",
                            "refgate_run_duration_seconds_bucket{environment=\"production\",workflow=\"hello\",le=\"900.0\"} 2",
                            "refgate_environment_moves_total{environment=\"production\"} 1.0",
                            "refgate_environment_moves_total{environment=\"staging\"} 0.0")
                    .containsPattern("refgate_compiled_workflows [1-9]");
        }
    }

    @Test
    void theyAreForThoseWhoMayRead(@TempDir Path data) {
        Samples.hello(folder);
        try (TestServer server =
                TestServer.serveWithKeys(folder, data, Map.of("reader", "read", "runner", "execute:staging"))) {
            assertThat(server.get("/metrics").status()).isEqualTo(401);
            assertThat(as(server, "runner").status()).isEqualTo(403);
            assertThat(as(server, "reader").status()).isEqualTo(200);
        }
    }

    private static Answer as(TestServer server, String key) {
        return server.send(server.request("/metrics")
                .header("Authorization", "Bearer " + server.key(key))
                .build());
    }

    private static String metrics(TestServer server) {
        Answer answer = server.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
