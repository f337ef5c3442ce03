package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;

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
    void callsWaitForAWhileOrAreToldToComeAgain() throws Exception {
        Path repository = Samples.hello(folder.resolve("repository")).folder();
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.serve(ServerProcess.ofClassPath(), repository, data)) {
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            answers.add(send(server, EXECUTE, "{}").join());

            CompletableFuture<HttpResponse<byte[]>> patient;
            try (Connection other = lock(data)) {
                patient = send(server, EXECUTE, "{}");
                assertThat(send(server, "/v2/runs", "").join().statusCode())
                        .as("reading goes on")
                        .isEqualTo(200);
                assertThat(patient).isNotDone();
            }
            answers.add(patient.join());

            HttpResponse<byte[]> refused;
            try (Connection other = lock(data)) {
                refused = send(server, EXECUTE, "{}").join();
            }
            answers.add(send(server, EXECUTE, "{}").join());

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(detail(refused)).contains("the run log cannot be written", "locked by another process");
            Map<?, ?> runs =
                    (Map<?, ?>) Json.read(send(server, "/v2/runs", "").join().body());
            assertThat((List<?>) runs.get("data")).hasSize(answers.size());
        }
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
