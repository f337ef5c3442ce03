package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.database.Database;
import dev.refgate.server.idempotency.ClaimTable;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are sent more than once, and run once. */
@Timeout(120)
class IdempotencyTest {
    private static final String PRODUCTION = "?environment=production";
    private static final int LONG = 600_000;

    @TempDir
    private Path folder;

    private Path data;
    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"))
                .write("workflows/wait/workflow.yml", Samples.WAITING)
                .write("workflows/large/workflow.yml", """
                        version: 1
                        blocks:
                          - { id: large, type: text, value: "{% for a in range(500) %}{{ 'x' * 1000 }}{% endfor %}" }
                        """);
        Samples.pointAll(git, git.commit("Add workflows"));
        data = Files.createDirectory(folder.resolve("data"));
        server = TestServer.serve(git.folder(), Map.of(), data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ofThirtyTwoCallersAtTheSameTimeOneBeginsTheRunAndAllGetItsAnswer() {
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int caller = 0; caller < 32; caller++) {
            calls.add(server.executeOnce("race", "wait", PRODUCTION, Map.of("wait", 50)));
        }
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(answer -> new String(answer.body(), StandardCharsets.UTF_8)))
                .as("whole answers")
                .containsOnly(new String(answers.get(0).body(), StandardCharsets.UTF_8));
        assertThat(answers.stream().filter(answer -> answer.header("Idempotency-Replayed") == null))
                .as("the one who began it")
                .hasSize(1);
        assertThat((List<?>) server.get("/v2/runs").at("data")).hasSize(1);
    }

    @Test
    void theAnswerComesAgainWhenTheRunIsOver() {
        Answer first = once(server, "k", "hello", Map.of("name", "Ada"));
        git.updateRef("refs/heads/env/production", git.write("a.txt", "a").commit("Move on"));

        Answer again = once(server, "k", "hello", Map.of("name", "Ada"));

        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Refgate-Revision")).isEqualTo(first.header("Refgate-Revision"));
    }

    @Test
    void whatIsTooLargeForTheLogComesAgainInFull() {
        Answer first = once(server, "k", "large", Map.of());
        assertThat(first.body().length).isGreaterThan(500_000);
        assertThat(server.get("/v2/runs/" + first.at("run_id")).at("truncated")).isEqualTo(true);

        assertThat(once(server, "k", "large", Map.of()).body()).isEqualTo(first.body());
    }

    @Test
    void anotherBodyOrTargetIsAConflict() {
        once(server, "k", "hello", Map.of("name", "Ada"));

        Answer otherBody = once(server, "k", "hello", Map.of("name", "Eve"));
        Answer otherTarget = server.executeOnce("k", "hello", "?environment=staging", Map.of("name", "Ada"))
                .join();
        Answer otherWorkflow = once(server, "k", "wait", Map.of("wait", 1));

        assertThat(otherBody.status()).isEqualTo(409);
        assertThat((String) otherBody.at("detail")).contains("Idempotency-Key", "same inputs");
        assertThat(otherTarget.status()).isEqualTo(409);
        assertThat(otherWorkflow.at("outputs")).isEqualTo(Map.of("answer", "done"));
    }

    @Test
    void keysOfDifferentCallersAreDifferentKeys() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (TestServer keyed =
                TestServer.serveWithKeys(git.folder(), other, Map.of("a", "execute:*", "b", "execute:production"))) {
            List<Answer> answers = Stream.of("a", "b", "a")
                    .map(name -> keyed.send(keyed.execution("hello", PRODUCTION, Map.of(), false)
                            .header("Authorization", "Bearer " + keyed.key(name))
                            .header("Idempotency-Key", "k")
                            .build()))
                    .toList();

            assertThat(answers.get(1).at("run_id"))
                    .isNotNull()
                    .isNotEqualTo(answers.get(0).at("run_id"));
            assertThat(answers.get(2).at("run_id")).isEqualTo(answers.get(0).at("run_id"));
        }
    }

    @Test
    void everyKindOfCallAttachesToTheRunOnThisServerAndOnOthers() {
        try (TestServer other =
                TestServer.of(git.folder()).variables(Map.of()).beside(data).start()) {
            Answer first = send(server, false, "respond-async");
            Object run = Objects.requireNonNull(first.at("run_id"));
            List<CompletableFuture<Answer>> whole = Stream.of(server, other)
                    .map(one -> one.executeOnce("k", "wait", PRODUCTION, Map.of("wait", LONG)))
                    .toList();
            List<EventReader> streams = Stream.of(server, other)
                    .map(one -> one.events(request(one, true).build()))
                    .toList();
            for (TestServer one : List.of(server, other)) {
                Answer accepted = send(one, false, "respond-async");
                assertThat(accepted.status()).isEqualTo(202);
                assertThat(accepted.at("run_id")).isEqualTo(run);
                assertThat(accepted.header("Idempotency-Replayed")).isEqualTo("true");
            }
            for (EventReader stream : streams) {
                assertThat(stream.next().orElseThrow().get("name")).isEqualTo("workflow_run_started");
            }

            server.post("/v2/runs/" + run + "/cancel", "{}");

            for (CompletableFuture<Answer> answer : whole) {
                assertThat(answer.join().at("run_id")).isEqualTo(run);
                assertThat(answer.join().at("status")).isEqualTo("cancelled");
            }
            for (EventReader stream : streams) {
                assertThat(stream.header("Refgate-Run-Id")).isEqualTo(run);
                assertThat(stream.rest())
                        .last()
                        .satisfies(event ->
                                assertThat(((Map<?, ?>) event).get("name")).isEqualTo("workflow_run_failed"));
                assertThat(stream.isDone()).isTrue();
                stream.close();
            }
            assertThat((List<?>) other.get("/v2/runs").at("data")).hasSize(1);
        }
    }

    @Test
    void aRunThatIsOverIsToldAsAStreamToo() {
        Answer first = once(server, "k", "hello", Map.of("name", "Ada"));
        HttpRequest again = server.execution("hello", PRODUCTION, Map.of("name", "Ada"), true)
                .header("Idempotency-Key", "k")
                .build();

        try (EventReader stream = server.events(again)) {
            List<Map<?, ?>> events = stream.rest();

            assertThat(stream.header("Refgate-Run-Id")).isEqualTo(first.at("run_id"));
            assertThat(events.stream().map(event -> (Object) event.get("name")))
                    .containsExactly(
                            "workflow_run_started",
                            "block_run_started",
                            "block_state_updated",
                            "block_run_completed",
                            "workflow_run_completed");
            assertThat(((Map<?, ?>) events.get(4).get("data")).get("output")).isEqualTo(first.at("outputs"));
        }
    }

    @Test
    void whatACrashCutOffIsAnsweredAsInterrupted() {
        Object run = send(server, false, "respond-async").at("run_id");
        try (Database database = Database.beside(data)) {
            database.writing()
                    .useHandle(handle -> handle.execute("UPDATE runs SET status = 'interrupted', outputs = '{}',"
                            + " blocks = '[]', error_message = 'the server ended before the run did'"));
        }
        try (TestServer next =
                TestServer.of(git.folder()).variables(Map.of()).beside(data).start()) {
            Answer answer = next.executeOnce("k", "wait", PRODUCTION, Map.of("wait", LONG))
                    .join();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("run_id")).isEqualTo(run);
            assertThat(answer.at("status")).isEqualTo("interrupted");
            assertThat((String) answer.at("error", "message")).contains("server ended");
        }
        server.post("/v2/runs/" + run + "/cancel", "{}");
    }

    @Test
    void afterADayAKeyIsNew() {
        Answer first = once(server, "k", "hello", Map.of("name", "Ada"));
        try (Database database = Database.beside(data)) {
            database.writing()
                    .useHandle(handle ->
                            handle.execute("UPDATE idempotency_keys SET created = created - 24 * 60 * 60 * 1000"));
            ClaimTable.removeExpired(database);
        }

        Answer second = once(server, "k", "hello", Map.of("name", "Eve"));

        assertThat(second.at("outputs")).isEqualTo(Map.of("answer", "Hello Eve"));
        assertThat(second.at("run_id")).isNotEqualTo(first.at("run_id"));
        assertThat(once(server, "k", "hello", Map.of("name", "Eve")).body()).isEqualTo(second.body());
    }

    @Test
    void aCallThatIsRefusedTakesNoKey() {
        assertThat(once(server, "k", "wait", Map.of("wait", "long")).status()).isEqualTo(422);

        assertThat(once(server, "k", "wait", Map.of("wait", 1)).at("status")).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ü"})
    void aKeyThatIsNoneIsRefused(String key) {
        String request = "POST /v2/workflows/hello/execute" + PRODUCTION + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\nIdempotency-Key: " + key
                + "\r\n\r\n{}";

        assertThat(server.raw(request)).startsWith("HTTP/1.1 422").contains("1 to 255 visible ASCII characters");
    }

    @Test
    void withoutARunLogAKeyIsRefusedWithTheWayToOne() {
        try (TestServer forgetful = TestServer.serve(git.folder())) {
            Answer refused = once(forgetful, "k", "hello", Map.of());

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("detail", 0, "loc")).isEqualTo(List.of("header", "Idempotency-Key"));
            assertThat((String) refused.at("detail", 0, "msg")).contains("--data DIRECTORY");
            Awaitility.await().until(() -> forgetful.http().runsInFlight() == 0);
        }
    }

    private static Answer once(TestServer server, String key, String workflow, Map<String, ?> inputs) {
        return server.executeOnce(key, workflow, PRODUCTION, inputs).join();
    }

    private static HttpRequest.Builder request(TestServer server, boolean streaming) {
        return server.execution("wait", PRODUCTION, Map.of("wait", LONG), streaming)
                .header("Idempotency-Key", "k");
    }

    private static Answer send(TestServer server, boolean streaming, String preference) {
        return server.send(
                request(server, streaming).header("Prefer", preference).build());
    }
}
