package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.RemoteMirror;
import dev.refgate.gate.GateSettings;
import dev.refgate.promotion.Sightings;
import dev.refgate.server.http.Changing;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import dev.refgate.testing.GitHttpServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, each with a mirror of its own, that move the environments of one remote at the same time. */
final class MovesRaceTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final int WORKFLOWS = 6;

    @TempDir
    private Path folder;

    private RemoteRepository remote;
    private GitHttpServer http;
    private final List<MirrorKeeper> keepers = new ArrayList<>();
    private final List<TestServer> servers = new ArrayList<>();

    @BeforeEach
    void serve() {
        remote = RemoteRepository.create(folder, Samples.POLICY);
        for (int i = 0; i < WORKFLOWS; i++) {
            remote.work.write("workflows/hello-" + i + "/workflow.yml", Samples.workflow("Hello" + i));
        }
        remote.work.commit("Add more");
        remote.change("Bonjour");
        remote.push("HEAD:main", ":env/staging", ":env/production");
        http = GitHttpServer.start(folder, TOKEN);
        for (String name : List.of("one.git", "two.git")) {
            RemoteMirror copy = MirroredServer.copy(http.url("remote.git"), TOKEN, folder.resolve(name));
            copy.fetch();
            MirrorKeeper keeper = new MirrorKeeper(
                    copy, new FetchTimes(MirroredServer.NEVER), MirroredServer.KEEP, Clock.systemUTC());
            keepers.add(keeper);
            servers.add(TestServer.serve(
                    MirroredServer.open(copy),
                    HttpServer.Options.defaults()
                            .with(new Following(keeper, Optional.empty()))
                            .with(new Changing(GateSettings.none(), false, Sightings.NONE))));
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(TestServer::close);
        keepers.forEach(MirrorKeeper::close);
        http.close();
    }

    /** The first pushes wait for each other at the remote's door, so that they are made from the same state. */
    private void collide() {
        CountDownLatch both = new CountDownLatch(2);
        http.trouble(request -> {
            if (request.startsWith("POST") && request.endsWith("/git-receive-pack")) {
                both.countDown();
                try {
                    both.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return GitHttpServer.Answer.FROM_GIT;
        });
    }

    private static List<Answer> atOnce(Stream<Supplier<Answer>> calls) {
        List<CompletableFuture<Answer>> begun = calls.map(
                        call -> CompletableFuture.supplyAsync(call, OwnThread.EXECUTOR))
                .toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    private static Answer deploy(TestServer server, String workflow, String revision) {
        return server.send(server.request("/v2/workflows/" + workflow + "/environments/staging")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"revision_id\": \"" + revision + "\"}"))
                .build());
    }

    private static Answer promote(TestServer server, Map<String, ?> body) {
        return server.post("/v2/environments/staging/promote", Json.write(body));
    }

    private List<String> history() {
        return remote.bare
                .git("log", "--first-parent", "--format=%s", "env/staging")
                .lines()
                .toList();
    }

    private void assertOneLine() {
        assertThat(remote.bare.git("rev-list", "--merges", "--all")).isEmpty();
        assertThat(remote.bare.git("fsck", "--strict", "--no-dangling", "--no-progress"))
                .isEmpty();
    }

    @Test
    void movesOfDifferentWorkflowsAllLand() {
        collide();

        List<Answer> answers = atOnce(Stream.iterate(0, i -> i + 1)
                .limit(WORKFLOWS)
                .map(i -> () -> deploy(servers.get(i % 2), "hello-" + i, "r1")));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(history()).hasSize(WORKFLOWS + 1);
        for (int i = 0; i < WORKFLOWS; i++) {
            assertThat(history()).containsOnlyOnce("Promote hello-" + i + " to staging");
        }
        assertOneLine();
    }

    @Test
    void theSameMoveLandsOnce() {
        collide();

        List<Answer> answers = atOnce(servers.stream().map(server -> () -> deploy(server, "hello", "r2")));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers)
                .extracting(answer -> answer.at("data", "outcome"))
                .containsExactlyInAnyOrder("deployed", "nothing_to_do");
        assertThat(history()).hasSize(2);
        assertOneLine();
    }

    @Test
    void ofTwoContentsOfOneWorkflowOneLandsAndTheOtherIsRefused() {
        List<Map<String, Object>> plans = List.of(plan(servers.get(0), "r1"), plan(servers.get(1), "r2"));
        collide();

        List<Answer> answers =
                atOnce(Stream.of(0, 1).map(i -> () -> promote(servers.get(i), Map.of("plan", plans.get(i)))));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        assertThat(history()).hasSize(2);
        int winner = answers.get(0).status() == 200 ? 0 : 1;
        assertThat(remote.bare.git("show", "env/staging:workflows/hello/workflow.yml"))
                .contains(winner == 0 ? "Hello" : "Bonjour");
        assertThat(answers.get(1 - winner).toString()).contains("detail").doesNotContain(TOKEN);
        assertOneLine();
    }

    @SuppressWarnings("unchecked") // JSON
    private static Map<String, Object> plan(TestServer server, String revision) {
        Answer plan = server.post(
                "/v2/environments/staging/plan",
                Json.write(Map.of("workflows", List.of("hello"), "revision", revision)));
        assertThat(plan.status()).as(plan.toString()).isEqualTo(200);
        return (Map<String, Object>) plan.at("data");
    }
}
