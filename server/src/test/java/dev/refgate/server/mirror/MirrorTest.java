package dev.refgate.server.mirror;

import static dev.refgate.server.mirror.MirroredServer.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RemoteException;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.Samples;
import dev.refgate.testing.GitHttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of a remote, with everything that happens to remotes and to copies. */
final class MirrorTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final String POLICY = Samples.POLICY + "  released: { ref: refs/tags/live, from: staging }\n";

    @TempDir
    private Path folder;

    private RemoteRepository remote;
    private Path mirror;

    @BeforeEach
    void create() {
        remote = RemoteRepository.create(folder, POLICY);
        mirror = folder.resolve("data/mirrors/remote.git");
    }

    private String address() {
        return "file://" + remote.bare.folder();
    }

    private static void await(MirroredServer server, String environment, Object expected) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.answer(environment)).isEqualTo(expected));
    }

    @Test
    void whatTheRemoteDoesToItsRefsIsLiveAfterTheFetch() {
        try (MirroredServer server = MirroredServer.start(address(), TOKEN, mirror, NEVER)) {
            assertThat(server.answer("production")).isEqualTo("Hello World");
            remote.change("Bonjour");
            remote.push("HEAD:main", "HEAD:env/production", "HEAD:refs/tags/live");
            assertThat(server.answer("production"))
                    .as("nothing was fetched yet")
                    .isEqualTo("Hello World");

            server.hint();
            await(server, "production", "Bonjour World");
            assertThat(server.answer("released")).isEqualTo("Bonjour World");
            assertThat(server.answer("staging")).isEqualTo("Hello World");

            remote.push("HEAD~:refs/tags/live", ":env/production");
            server.hint();
            await(server, "released", "Hello World");
            assertThat(server.run("hello", "production").status()).isEqualTo(404);
            assertThat(server.run("hello", "staging").status()).isEqualTo(200);

            remote.work.git("reset", "--quiet", "--hard", "HEAD~");
            remote.work.git("commit", "--quiet", "--amend", "-m", "Another history");
            remote.push("HEAD:main", "HEAD:env/production");
            server.hint();
            await(server, "production", "Hello World");
            assertThat(server.run("hello", "development").at("revision_id"))
                    .isEqualTo(remote.work.git("rev-parse", "HEAD"));
        }
    }

    @Test
    void aRemoteThatIsInTroubleDisturbsNobodyAndIsReported() {
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN);
                MirroredServer server = MirroredServer.start(http.url("remote.git"), TOKEN, mirror, NEVER)) {
            assertThat(server.status().staleSince()).isEmpty();
            Object fetched = server.server().get("/v2/environments").at("data", 0, "fetched_at");
            assertThat(fetched).isNotNull();
            assertThat(new String(server.server().get("/metrics").body(), StandardCharsets.UTF_8))
                    .containsPattern("(?m)^refgate_fetch_age_seconds [0-9]");
            for (GitHttpServer.Answer trouble : List.of(
                    GitHttpServer.Answer.UNAVAILABLE,
                    GitHttpServer.Answer.CUT,
                    GitHttpServer.Answer.ELSEWHERE,
                    GitHttpServer.Answer.NEVER)) {
                http.trouble(request -> trouble);
                server.hint();
                Awaitility.await().until(() -> {
                    assertThat(server.answer("production")).isEqualTo("Hello World");
                    return server.status().staleSince().isPresent();
                });
                Answer environments = server.server().get("/v2/environments");
                assertThat(environments.at("data", 0, "stale_since")).isNotNull();
                assertThat(environments.at("data", 0, "commit")).isNotNull();
                assertThat(environments.at("mirror", "stale_because").toString())
                        .contains("remote.git")
                        .doesNotContain(TOKEN);
                assertThat(server.server().get("/health/ready").status()).isEqualTo(200);

                http.trouble(request -> GitHttpServer.Answer.FROM_GIT);
                server.hint();
                Awaitility.await().until(() -> server.status().staleSince().isEmpty());
            }
            assertThat(server.server().get("/v2/environments").at("data", 0, "stale_since"))
                    .isNull();
        }
    }

    @Test
    void aRemoteThatAnswersGarbageIsReported() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            MirroredServer.copy(address(), TOKEN, mirror).fetch();
            OwnThread.EXECUTOR.execute(() -> answerGarbage(socket));
            String url = "http://127.0.0.1:" + socket.getLocalPort() + "/remote.git";
            try (MirroredServer server = MirroredServer.start(url, TOKEN, mirror, NEVER)) {
                assertThat(server.status().staleBecause()).isPresent();
                assertThat(server.answer("production")).isEqualTo("Hello World");
            }
        }
    }

    private static void answerGarbage(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n\0\1#!?"
                                        .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    @Test
    void aServerStartsWithTheCopyThatItHasAndWithoutOneNotAtAll() throws IOException {
        MirroredServer.start(address(), TOKEN, mirror, NEVER).close();
        Files.move(remote.bare.folder(), folder.resolve("away.git"));

        try (MirroredServer server = MirroredServer.start(address(), TOKEN, mirror, Duration.ofSeconds(1))) {
            assertThat(server.answer("production")).isEqualTo("Hello World");
            assertThat(server.status().staleSince()).isPresent();
            assertThat(server.status().fetchedAt()).isPresent();

            Files.move(folder.resolve("away.git"), remote.bare.folder());
            Awaitility.await().until(() -> server.status().staleSince().isEmpty());
        }
        Files.move(remote.bare.folder(), folder.resolve("away.git"));
        assertThatThrownBy(() -> MirroredServer.start(address(), TOKEN, folder.resolve("other.git"), NEVER))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("remote.git does not exist");
    }

    @Test
    void aDamagedCopyIsReplacedWhileRunsGoOn() throws Exception {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (MirroredServer server = MirroredServer.start(address(), TOKEN, mirror, NEVER)) {
            assertThat(server.answer("production")).isEqualTo("Hello World");
            List<CompletableFuture<Void>> clients = Stream.of(1, 2)
                    .map(client -> CompletableFuture.runAsync(
                            () -> {
                                while (going.get()) {
                                    answers.add(server.run("hello", "production"));
                                }
                            },
                            OwnThread.EXECUTOR))
                    .toList();
            for (int round = 0; round < 5; round++) {
                Path before = Files.readSymbolicLink(mirror);
                damage(packs(mirror));
                server.hint();
                Awaitility.await().until(() -> !Files.readSymbolicLink(mirror).equals(before));
            }
            remote.change("Bonjour");
            remote.push("HEAD:main", "HEAD:env/production");
            server.hint();
            await(server, "production", "Bonjour World");
            going.set(false);
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
        }
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(remote.work.git("-C", mirror.toString(), "fsck", "--strict", "--no-dangling"))
                .doesNotContain("error", "missing");
        try (Stream<Path> left = Files.list(mirror.getParent())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("the link, its folder and the lock")
                    .hasSize(3);
        }
    }

    @Test
    void aReadThatFailsHasTheCopyReplaced() throws IOException {
        remote.work.write("workflows/other/workflow.yml", Samples.workflow("Other"));
        remote.work.commit("Add other");
        remote.push("HEAD:main", "HEAD:env/production");
        MirroredServer.copy(address(), TOKEN, mirror).fetch();
        List<Path> first = packs(mirror);
        remote.change("Bonjour");
        remote.push("HEAD:main", "HEAD:env/production", "HEAD:env/staging", "HEAD:refs/tags/live");
        MirroredServer.copy(address(), TOKEN, mirror).fetch();
        damage(first);

        try (MirroredServer server = MirroredServer.start(address(), TOKEN, mirror, NEVER)) {
            assertThat(server.run("other", "production").status()).isEqualTo(503);

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(server.run("other", "production").at("outputs", "answer"))
                                    .isEqualTo("Other World"));
        }
    }

    @Test
    void whatAKilledFetchLeftIsRemoved() throws IOException {
        MirroredServer.copy(address(), TOKEN, mirror).fetch();
        for (String left : List.of(
                "HEAD.lock",
                "packed-refs.lock",
                "refs/heads/main.lock",
                "objects/incoming_1.pack",
                "objects/incoming_1.idx")) {
            Files.writeString(mirror.resolve(left), "half");
        }
        Files.createDirectories(folder.resolve("data/mirrors/remote.git.n123/objects"));
        remote.change("Bonjour");
        remote.push("HEAD:main", "HEAD:env/production");

        try (MirroredServer server = MirroredServer.start(address(), TOKEN, mirror, NEVER)) {
            assertThat(server.answer("production")).isEqualTo("Bonjour World");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            assertThat(files.map(Path::toString))
                    .noneMatch(
                            file -> file.endsWith("main.lock") || file.contains("incoming_") || file.contains(".n123"));
        }
    }

    private static List<Path> packs(Path mirror) throws IOException {
        try (Stream<Path> packs = Files.list(mirror.resolve("objects/pack"))) {
            return packs.filter(pack -> pack.toString().endsWith(".pack")).toList();
        }
    }

    /** Cuts them off in the middle, as a full disk or a lost power does. */
    private static void damage(List<Path> packs) throws IOException {
        assertThat(packs).isNotEmpty();
        for (Path pack : packs) {
            pack.toFile().setWritable(true);
            try (FileChannel file = FileChannel.open(pack, StandardOpenOption.WRITE)) {
                file.truncate(file.size() / 2);
            }
        }
    }
}
