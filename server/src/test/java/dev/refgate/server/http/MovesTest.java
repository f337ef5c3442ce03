package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refs that others move, while the server runs. */
class MovesTest {
    @TempDir
    private Path folder;

    @Test
    void aRefThatGitMovesCountsFromTheNextRequestOn() {
        PlainGit git = Samples.hello(folder);
        String first = git.git("rev-parse", "HEAD");
        try (TestServer server = TestServer.serve(folder)) {
            assertThat(answer(server, "development")).isEqualTo("Hello World");

            git.write("workflows/hello/workflow.yml", Samples.workflow("Bonjour"));
            String second = git.commit("Greet in French");
            assertThat(answer(server, "development")).isEqualTo("Bonjour World");
            assertThat(answer(server, "production")).isEqualTo("Hello World");

            git.updateRef("refs/heads/env/production", second);
            assertThat(answer(server, "production")).isEqualTo("Bonjour World");

            git.updateRef("refs/heads/env/production", first);
            git.git("pack-refs", "--all");
            assertThat(answer(server, "production")).isEqualTo("Hello World");
        }
    }

    @Test
    void aPushCountsFromTheNextRequestOn() {
        PlainGit work = Samples.hello(folder.resolve("work"));
        Path bare = folder.resolve("bare.git");
        work.git("clone", "--quiet", "--bare", work.folder().toString(), bare.toString());
        try (TestServer server = TestServer.serve(bare)) {
            assertThat(answer(server, "production")).isEqualTo("Hello World");

            work.write("workflows/hello/workflow.yml", Samples.workflow("Hola")).commit("Greet in Spanish");
            work.git("push", "--quiet", bare.toString(), "main", "main:env/production");

            assertThat(answer(server, "production")).isEqualTo("Hola World");
            assertThat(answer(server, "development")).isEqualTo("Hola World");
        }
    }

    @Test
    void aRunFinishesOnWhatItWasAdmittedWith() {
        PlainGit git = PlainGit.init(folder)
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/slow/workflow.yml", Samples.slowWorkflow("old"));
        String old = git.commit("Add slow");
        Samples.pointAll(git, old);
        try (TestServer server = TestServer.serve(folder)) {
            git.write("workflows/slow/workflow.yml", Samples.slowWorkflow("new"));
            String newer = git.commit("Change slow");
            CompletableFuture<Answer> running = server.postLater(
                    "/v2/workflows/slow/execute?environment=production",
                    ("{\"inputs\": {\"rounds\": " + Samples.SLOW + "}}").getBytes(StandardCharsets.UTF_8));
            Awaitility.await().until(() -> server.http().runsInFlight() == 1);

            git.updateRef("refs/heads/env/production", newer);
            Answer next = server.execute("slow", "?environment=production", Map.of("rounds", 1));
            assertThat(running).as("the slow run is still on its way").isNotDone();

            assertThat(next.at("outputs", "answer")).isEqualTo("new");
            assertThat(next.at("revision_id")).isEqualTo(newer);
            assertThat(running.join().at("outputs", "answer")).isEqualTo("old");
            assertThat(running.join().at("revision_id")).isEqualTo(old);
        }
    }

    @Test
    void requestsDuringMovesAllSucceedAndEachIsOfOneRevision() throws Exception {
        PlainGit git = Samples.hello(folder);
        String first = git.git("rev-parse", "HEAD");
        git.write("workflows/hello/workflow.yml", Samples.workflow("Bonjour"));
        String second = git.commit("Greet in French");
        Map<Object, Object> expected = Map.of(first, "Hello World", second, "Bonjour World");
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean moving = new AtomicBoolean(true);
        CountDownLatch enough = new CountDownLatch(400);
        try (TestServer server = TestServer.serve(folder)) {
            List<CompletableFuture<Void>> clients = IntStream.range(0, 4)
                    .mapToObj(client -> CompletableFuture.runAsync(
                            () -> {
                                while (moving.get() || enough.getCount() > 0) {
                                    answers.add(server.execute("hello", "?environment=production", Map.of()));
                                    enough.countDown();
                                }
                            },
                            OwnThread.EXECUTOR))
                    .toList();
            for (int move = 0; move < 20; move++) {
                git.updateRef("refs/heads/env/production", move % 2 == 0 ? second : first);
            }
            moving.set(false);
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
            assertThat(answer(server, "production")).isEqualTo("Hello World");
        }
        assertThat(answers).hasSizeGreaterThanOrEqualTo(400).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("outputs", "answer")).isEqualTo(expected.get(answer.at("revision_id")));
        });
        assertThat(answers.stream().map(answer -> answer.at("revision_id")).distinct())
                .containsExactlyInAnyOrder(first, second);
    }

    private static Object answer(TestServer server, String environment) {
        return server.execute("hello", "?environment=" + environment, Map.of()).at("outputs", "answer");
    }
}
