package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.GitSshServer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose remote is reached over SSH. */
final class SshRemoteTest {
    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private String post(ServerProcess server, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsFollowedAndMoved() {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        remote.push(":env/staging", ":env/production");
        try (GitSshServer ssh = GitSshServer.start(folder);
                ServerProcess server = ServerProcess.serve(
                        ServerProcess.ofClassPath(),
                        ssh.url(remote.bare.folder()),
                        ssh.variables(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--no-auth",
                        "--fetch-interval",
                        "1s")) {
            assertThat(post(server, "/v2/environments/staging/promote")).contains("\"outcome\":\"deployed\"");
            assertThat(post(server, "/v2/workflows/hello/execute?environment=staging"))
                    .contains("\"answer\":\"Hello World\"");
            remote.change("Bonjour");
            remote.push("HEAD:main");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(post(server, "/v2/workflows/hello/execute?environment=development"))
                            .contains("\"answer\":\"Bonjour World\""));
        }
        assertThat(remote.bare.git("rev-list", "--count", "env/staging")).isEqualTo("2");
        assertThat(remote.bare.git("fsck", "--strict", "--no-dangling", "--no-progress"))
                .isEmpty();
    }
}
