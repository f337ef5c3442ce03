package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.limits.RunLimit;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose callers come back for the answer. */
@Timeout(120)
class AsyncTest {
    private static final String PRODUCTION = "?environment=production";
    private static final int LONG = 600_000;

    @TempDir
    private Path folder;

    private Path repository;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        PlainGit git =
                Samples.hello(folder.resolve("repository")).write("workflows/wait/workflow.yml", Samples.WAITING);
        Samples.pointAll(git, git.commit("Add wait"));
        repository = git.folder();
        server = TestServer.serve(repository, Map.of(), Files.createDirectory(folder.resolve("data")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theAnswerComesAtOnceAndTheRunIsOnRecordByThen() {
        Answer accepted = later(server, "respond-async", LONG);

        Answer polled = server.get(accepted.header("Location"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(accepted.header("Refgate-Run-Id")).isEqualTo(accepted.at("run_id"));
        assertThat(accepted.at("status")).isEqualTo("running");
        assertThat(accepted.at("environment")).isEqualTo("production");
        assertThat(accepted.at("revision_id")).isEqualTo(accepted.header("Refgate-Revision"));
        assertThat(polled.at("run_id")).isEqualTo(accepted.at("run_id"));
        assertThat(polled.at("status")).isEqualTo("running");
        assertThat(polled.at("inputs")).as("it is in the log").isEqualTo(Map.of("wait", 600_000L));

        assertThat(server.post(accepted.header("Location") + "/cancel", "{}").status())
                .isEqualTo(202);
        Awaitility.await()
                .until(() -> "cancelled"
                        .equals(server.get(accepted.header("Location")).at("status")));
    }

    @Test
    void itsEventsCanBeWatched() {
        Answer accepted = later(server, "wait=5, Respond-Async; foo=bar", LONG);

        try (EventReader events = server.events(
                server.request(accepted.header("Location") + "/events").build())) {
            assertThat(events.next().orElseThrow().get("name")).isEqualTo("workflow_run_started");
            server.post(accepted.header("Location") + "/cancel", "{}");
            assertThat(events.rest())
                    .last()
                    .satisfies(
                            event -> assertThat(((Map<?, ?>) event).get("name")).isEqualTo("workflow_run_failed"));
        }
    }

    @Test
    void aRunThatWaitsForItsPlaceIsAcceptedAndOnRecordAsQueued() throws Exception {
        Path log = Files.createDirectory(folder.resolve("log"));
        try (TestServer narrow = TestServer.of(repository)
                .with(HttpServer.Options.defaults().with(new RunLimit(1, 0, 0, 2, Duration.ofMillis(1))))
                .data(log)
                .start()) {
            Answer first = later(narrow, "respond-async", LONG);
            Answer second = later(narrow, "respond-async", LONG);
            Answer third = later(narrow, "respond-async", 1);
            Answer refused = later(narrow, "respond-async", 1);

            assertThat(first.at("status")).isEqualTo("running");
            assertThat(List.of(second.status(), third.status())).containsOnly(202);
            assertThat(List.of(second.at("status"), third.at("status"))).containsOnly("queued");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(status(narrow, second)).isEqualTo("queued");
            assertThat(narrow.get("/v2/runs?status=queued").at("data", 1, "run_id"))
                    .isEqualTo(second.at("run_id"));

            narrow.post(second.header("Location") + "/cancel", "{}");
            Awaitility.await().until(() -> status(narrow, second).equals("cancelled"));
            assertThat(status(narrow, third)).isEqualTo("queued");
            narrow.post(first.header("Location") + "/cancel", "{}");
            Awaitility.await().until(() -> status(narrow, third).equals("success"));
            assertThat(later(narrow, "respond-async", 1).status())
                    .as("all places are free")
                    .isEqualTo(202);
        }
    }

    private static Object status(TestServer server, Answer accepted) {
        return server.get(accepted.header("Location")).at("status");
    }

    @Test
    void whatCannotBeRunIsRefusedBefore() {
        Answer refused = server.send(server.execution("wait", PRODUCTION, Map.of(), false)
                .header("Prefer", "respond-async")
                .build());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("Location")).isNull();
    }

    @Test
    void streamingGoesBeforeThePreference() {
        try (EventReader events = server.events(server.execution("hello", PRODUCTION, Map.of(), true)
                .header("Prefer", "respond-async")
                .build())) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Preference-Applied")).isNull();
            assertThat(events.rest()).isNotEmpty();
        }
    }

    @Test
    void withoutARunLogTheAnswerIsRememberedForAWhile() {
        try (TestServer forgetful = TestServer.serve(repository)) {
            Answer accepted = later(forgetful, "respond-async", 1);
            Awaitility.await()
                    .until(() -> "success"
                            .equals(forgetful.get(accepted.header("Location")).at("status")));

            Answer polled = forgetful.get(accepted.header("Location"));

            assertThat(polled.at("outputs")).isEqualTo(Map.of("answer", "done"));
            assertThat(polled.at("blocks", 1, "block_id")).isEqualTo("copy");
        }
    }

    private static Answer later(TestServer server, String preference, int wait) {
        return server.send(server.execution("wait", PRODUCTION, Map.of("wait", wait), false)
                .header("Prefer", preference)
                .build());
    }
}
