package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.testing.GitHttpServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Push hooks, as the forges send them. */
final class HookTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final String SECRET = "the-secret-of-the-hooks";
    private static final byte[] BODY = "{\"ref\": \"refs/heads/main\", \"ü\": 1}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static String hmac(String algorithm, String secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static Answer hook(MirroredServer server, String... headers) {
        return hook(server, BODY, headers);
    }

    private static Answer hook(MirroredServer server, byte[] body, String... headers) {
        HttpRequest.Builder request = server.server().request("/v1/hooks/git").POST(BodyPublishers.ofByteArray(body));
        return server.server().send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @Test
    void aHookOfEachForgeBringsWhatWasPushed() throws Exception {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        String right = hmac("HmacSHA256", SECRET, BODY);
        String[][] forges = {
            {"X-Hub-Signature", "sha1=" + hmac("HmacSHA1", SECRET, BODY), "X-Hub-Signature-256", "sha256=" + right},
            {"X-Gitea-Signature", right, "Content-Type", "application/json"},
            {"X-Hub-Signature", "sha256=" + right, "X-Event-Key", "repo:push"},
            {"X-Gitlab-Token", SECRET, "X-Gitlab-Event", "Push Hook"}
        };
        try (MirroredServer server = MirroredServer.withHooks(
                "file://" + remote.bare.folder(), TOKEN, folder.resolve("mirrors/m.git"), SECRET)) {
            for (int forge = 0; forge < forges.length; forge++) {
                remote.change("Push" + forge);
                remote.push("HEAD:main", "HEAD:env/production");

                Answer answer = hook(server, forges[forge]);

                assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
                String expected = "Push" + forge + " World";
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(server.answer("production")).isEqualTo(expected));
            }
        }
    }

    @Test
    void aHookWithoutTheRightProofHintsAtNothingAndIsNotRecordedForever() throws Exception {
        RemoteRepository.create(folder, Samples.POLICY);
        String right = hmac("HmacSHA256", SECRET, BODY);
        byte[] changed = BODY.clone();
        changed[0] = '[';
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN);
                MirroredServer server = MirroredServer.withHooks(
                        http.url("remote.git"), TOKEN, folder.resolve("mirrors/m.git"), SECRET)) {
            int before = http.requests().size();

            assertThat(hook(server).status()).isEqualTo(401);
            assertThat(hook(server, "X-Gitlab-Token", SECRET + "x").status()).isEqualTo(401);
            assertThat(hook(server, "X-Hub-Signature", "sha1=" + hmac("HmacSHA1", SECRET, BODY))
                            .status())
                    .isEqualTo(401);
            assertThat(hook(server, "X-Hub-Signature-256", "sha256=nothing").status())
                    .isEqualTo(401);
            assertThat(hook(server, "X-Hub-Signature-256", "sha256=" + right, "X-Gitlab-Token", "no")
                            .status())
                    .isEqualTo(202);
            assertThat(hook(
                                    server,
                                    "X-Hub-Signature-256",
                                    "sha256=" + hmac("HmacSHA256", "another-secret!!", BODY),
                                    "X-Gitlab-Token",
                                    SECRET)
                            .status())
                    .as("the strongest proof counts, not any")
                    .isEqualTo(401);
            assertThat(hook(server, changed, "X-Gitea-Signature", right).status())
                    .isEqualTo(401);
            Awaitility.await().until(() -> http.requests().size() > before);
            for (int more = 0; more < 5; more++) {
                hook(server, "X-Gitlab-Token", "guess" + more);
            }
            assertThat(hook(server, "X-Gitlab-Token", "guess").status()).isEqualTo(429);
            assertThat(hook(server, "X-Gitlab-Token", SECRET).status()).isEqualTo(202);
        }
    }

    @Test
    void aFloodOfHooksIsOneFetchAndOneMore() throws Exception {
        RemoteRepository.create(folder, Samples.POLICY);
        CountDownLatch goOn = new CountDownLatch(1);
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN)) {
            long before;
            try (MirroredServer server =
                    MirroredServer.withHooks(http.url("remote.git"), TOKEN, folder.resolve("mirrors/m.git"), SECRET)) {
                before = fetches(http);
                http.trouble(request -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return GitHttpServer.Answer.FROM_GIT;
                });
                for (int i = 0; i < 1_000; i++) {
                    assertThat(hook(server, "X-Gitlab-Token", SECRET).status()).isEqualTo(202);
                }
                assertThat(fetches(http) - before).isEqualTo(1);
                assertThat(server.answer("production")).isEqualTo("Hello World");

                goOn.countDown();
                Awaitility.await().until(() -> fetches(http) - before == 2);
            }
            assertThat(fetches(http) - before).isEqualTo(2);
        }
    }

    @Test
    void hooksThatComeAgainOrOutOfOrderLeadToWhatTheRemoteHas() throws Exception {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        try (MirroredServer server = MirroredServer.withHooks(
                "file://" + remote.bare.folder(), TOKEN, folder.resolve("mirrors/m.git"), SECRET)) {
            byte[] first = pushOf(remote, "First");
            byte[] second = pushOf(remote, "Second");

            for (byte[] body : List.of(second, first, second, first, first)) {
                String signature = hmac("HmacSHA256", SECRET, body);
                assertThat(hook(server, body, "X-Hub-Signature-256", "sha256=" + signature)
                                .status())
                        .isEqualTo(202);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(server.answer("production")).isEqualTo("Second World"));
            }
        }
    }

    private static byte[] pushOf(RemoteRepository remote, String greeting) {
        String before = remote.work.git("rev-parse", "HEAD");
        String after = remote.change(greeting);
        remote.push("HEAD:main", "HEAD:env/production");
        return ("{\"ref\": \"refs/heads/env/production\", \"before\": \"" + before + "\", \"after\": \"" + after
                        + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long fetches(GitHttpServer http) {
        return http.requests().stream()
                .filter(request -> request.startsWith("GET"))
                .count();
    }

    @Test
    void withoutASecretThereAreNoHooks() {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        try (MirroredServer server = MirroredServer.start(
                "file://" + remote.bare.folder(), TOKEN, folder.resolve("mirrors/m.git"), MirroredServer.NEVER)) {
            assertThat(hook(server, "X-Gitlab-Token", SECRET).status()).isEqualTo(404);
        }
    }
}
