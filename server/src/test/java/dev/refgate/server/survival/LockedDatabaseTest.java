package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process, such as a backup, holds the database of a running server. */
@Timeout(180)
class LockedDatabaseTest {
    private static final String EXECUTE = "/v2/workflows/hello/execute?environment=production";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void callsGoOnForAWhileAndAreThenToldToComeAgain() throws Exception {
        Path repository = Samples.hello(folder.resolve("repository")).folder();
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.serve(ServerProcess.ofClassPath(), repository, data)) {
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            answers.add(send(server, EXECUTE, "{}").join());

            try (Connection other = lock(data)) {
                answers.add(send(server, EXECUTE, "{}").join());
                assertThat(runs(server)).as("reading goes on").hasSize(2);
            }

            HttpResponse<byte[]> refused;
            try (Connection other = lock(data)) {
                refused = await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> again(server, answers), this::isRefused);
                assertThat(runs(server))
                        .as("nothing that was answered is missing")
                        .hasSize(answers.size());
            }
            answers.add(send(server, EXECUTE, "{}").join());

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(detail(refused)).contains("the run log cannot be written", "locked by another process");
            assertThat(runs(server)).hasSize(answers.size());
        }
    }

    private HttpResponse<byte[]> again(ServerProcess server, List<HttpResponse<byte[]>> answers) {
        HttpResponse<byte[]> answer = send(server, EXECUTE, "{}").join();
        if (!isRefused(answer)) {
            answers.add(answer);
        }
        return answer;
    }

    private boolean isRefused(HttpResponse<byte[]> answer) {
        return answer.statusCode() != 200;
    }

    private List<?> runs(ServerProcess server) {
        HttpResponse<byte[]> answer = send(server, "/v2/runs?limit=1000", "").join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return (List<?>) ((Map<?, ?>) Json.read(answer.body())).get("data");
    }

    private static String detail(HttpResponse<byte[]> answer) {
        return (String) ((Map<?, ?>) Json.read(answer.body())).get("detail");
    }

    private static Connection lock(Path data) throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("refgate.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("BEGIN EXCLUSIVE");
        }
        return connection;
    }

    private CompletableFuture<HttpResponse<byte[]>> send(ServerProcess server, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(60));
        return client.sendAsync(
                body.isEmpty()
                        ? request.build()
                        : request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                BodyHandlers.ofByteArray());
    }
}
