package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.GitHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed in the middle of a fetch, and remotes that come and go. */
final class MirrorCrashTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final int LARGE = 300_000;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private ServerProcess serve(String url) {
        return ServerProcess.serve(
                ServerProcess.ofClassPath(),
                url,
                Map.of("REFGATE_REMOTE_TOKEN", TOKEN),
                "--data",
                folder.resolve("data").toString(),
                "--no-auth",
                "--fetch-interval",
                "1s");
    }

    private String answer(ServerProcess server) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/v2/workflows/hello/execute?environment=production"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        try {
            Object answer =
                    Json.read(client.send(request, BodyHandlers.ofByteArray()).body());
            return String.valueOf(((Map<?, ?>) ((Map<?, ?>) answer).get("outputs")).get("answer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Something that does not compress, so that a fetch has a middle. */
    private static void changeMuch(RemoteRepository remote, String greeting) {
        StringBuilder noise = new StringBuilder();
        new Random(greeting.hashCode()).ints(LARGE, '!', '~').forEach(each -> noise.append((char) each));
        remote.work.write("noise.txt", noise.toString());
        remote.change(greeting);
        remote.push("HEAD:main", "HEAD:env/production");
    }

    private boolean isReceiving() {
        try (Stream<Path> files = Files.walk(folder.resolve("data/mirrors"))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("incoming_"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void aServerThatIsKilledInTheMiddleOfAFetchGoesOnWhereItWas() {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN)) {
            for (int round = 0; round < 2; round++) {
                String before = round == 0 ? "Hello World" : "Loud" + (round - 1) + " World";
                ServerProcess server = serve(http.url("remote.git"));
                try {
                    assertThat(answer(server)).isEqualTo(before);
                    http.trouble(request ->
                            request.startsWith("POST") ? GitHttpServer.Answer.HALF : GitHttpServer.Answer.FROM_GIT);
                    changeMuch(remote, "Loud" + round);
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isReceiving);
                    assertThat(answer(server)).as("runs go on").isEqualTo(before);
                } finally {
                    server.kill();
                }
                assertThat(isReceiving()).as("it left what it had").isTrue();

                http.trouble(request -> GitHttpServer.Answer.NEVER);
                try (ServerProcess again = serve(http.url("remote.git"))) {
                    assertThat(answer(again)).as("the remote hangs").isEqualTo(before);
                }
                http.trouble(request -> GitHttpServer.Answer.FROM_GIT);
                try (ServerProcess again = serve(http.url("remote.git"))) {
                    String expected = "Loud" + round + " World";
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(answer(again)).isEqualTo(expected));
                }
                assertThat(isReceiving()).isFalse();
            }
        }
        try (Stream<Path> mirrors = Files.list(folder.resolve("data/mirrors"))) {
            Path mirror = mirrors.filter(Files::isSymbolicLink).findFirst().orElseThrow();
            assertThat(PlainGit.at(mirror).git("fsck", "--strict", "--no-dangling", "--no-progress"))
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRemoteThatComesAndGoesIsFollowedAndNoRunNoticesIt() {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        AtomicInteger requests = new AtomicInteger();
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN);
                MirroredServer server = MirroredServer.start(
                        http.url("remote.git"), TOKEN, folder.resolve("m.git"), MirroredServer.NEVER)) {
            GitHttpServer.Answer[] moods = {
                GitHttpServer.Answer.UNAVAILABLE,
                GitHttpServer.Answer.CUT,
                GitHttpServer.Answer.FROM_GIT,
                GitHttpServer.Answer.FROM_GIT,
                GitHttpServer.Answer.ELSEWHERE,
                GitHttpServer.Answer.FROM_GIT,
                GitHttpServer.Answer.FROM_GIT,
                GitHttpServer.Answer.FROM_GIT
            };
            http.trouble(request -> moods[requests.getAndIncrement() % moods.length]);
            for (int i = 0; i < 4; i++) {
                String expected = "Flap" + i + " World";
                remote.change("Flap" + i);
                remote.push("HEAD:main", "HEAD:env/production");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(50))
                        .untilAsserted(() -> {
                            server.hint();
                            assertThat(server.run("hello", "production").status())
                                    .isEqualTo(200);
                            assertThat(server.answer("production")).isEqualTo(expected);
                        });
            }
        }
    }

    @Test
    void aRemoteThatRefusesIsReportedAndRunsGoOn() {
        RemoteRepository.create(folder, Samples.POLICY);
        String url;
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN)) {
            url = http.url("remote.git");
            MirroredServer.copy(url, TOKEN, folder.resolve("m.git")).fetch();
        }
        try (MirroredServer server = MirroredServer.start(url, TOKEN, folder.resolve("m.git"), MirroredServer.NEVER)) {
            assertThat(server.answer("production")).isEqualTo("Hello World");
            assertThat(server.status().staleBecause())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("remote.git").doesNotContain(TOKEN));
        }
    }
}
