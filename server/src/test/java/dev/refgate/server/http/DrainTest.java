package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {
    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void serve() {
        PlainGit git = PlainGit.init(folder)
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/slow/workflow.yml", Samples.slowWorkflow("done"));
        Samples.pointAll(git, git.commit("Add slow"));
        server = TestServer.serve(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stoppingFinishesWhatRunsAndTakesNothingNew() {
        CompletableFuture<Answer> running = execute(Samples.SLOW);
        Awaitility.await().until(() -> server.http().runsInFlight() == 1);

        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> server.http().stop(Duration.ofSeconds(60)), OwnThread.EXECUTOR);
        Awaitility.await().until(() -> server.get("/health/ready").status() == 503);
        Answer ready = server.get("/health/ready");
        Answer refused = execute(1).join();

        assertThat(running).as("the slow run is still on its way").isNotDone();
        assertThat(ready.at("reason")).isEqualTo("draining");
        assertThat(refused.status()).isEqualTo(503);
        assertThat((String) refused.at("detail")).contains("draining");
        assertThat(running.join().at("outputs", "answer")).isEqualTo("done");
        stopping.join();
        assertThatThrownBy(() -> server.get("/health/live")).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void whatDoesNotFinishInTimeIsCancelledAndAnswered() {
        CompletableFuture<Answer> running = execute(Samples.SLOW);
        Awaitility.await().until(() -> server.http().runsInFlight() == 1);

        server.http().stop(Duration.ofMillis(1));

        assertThat(running.join().status()).isEqualTo(200);
        assertThat(running.join().at("status")).isEqualTo("cancelled");
        assertThat(running.join().at("run", "stop_reason")).isEqualTo("workflow_run_failed");
    }

    private CompletableFuture<Answer> execute(int rounds) {
        byte[] body = ("{\"inputs\": {\"rounds\": " + rounds + "}}").getBytes(StandardCharsets.UTF_8);
        return server.postLater("/v2/workflows/slow/execute?environment=production", body);
    }
}
