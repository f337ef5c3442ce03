package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.RequiresDocker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two servers that share a PostgreSQL: what one keeps the other has. */
@RequiresDocker(image = "debian:bookworm-slim")
final class PostgresContainerIT extends FleetOnPostgres {
    @Test
    void eachListsTheRunsOfBothAndOneThatDiesIsToldByTheOther() throws Exception {
        ServerProcess first = serve();
        ServerProcess second = serve();
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            JsonNode answer = hello(i % 2 == 0 ? first : second, "Zoë 😀 " + i);
            ids.add(answer.path("run_id").asText());
        }
        assertThat(listed(first)).isEqualTo(ids);
        assertThat(listed(second)).isEqualTo(ids);
        String one = ids.iterator().next();
        assertThat(run(first, one)).isEqualTo(run(second, one));
        assertThat(run(first, one).toString()).contains("Zoë 😀");

        HttpResponse<java.io.InputStream> stream = client.send(
                request(
                        first,
                        "POST",
                        "/v2/workflows/waiting/execute?environment=development",
                        "{\"inputs\": {}, \"streaming\": true}"),
                BodyHandlers.ofInputStream());
        String waiting = stream.headers().firstValue("Refgate-Run-Id").orElseThrow();
        assertThat(run(second, waiting).path("status").asText()).isEqualTo("running");
        first.kill();
        stream.body().close();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(run(second, waiting).path("status").asText()).isEqualTo("interrupted"));
        hello(second, "Ada");
        assertThat(run(second, one).path("status").asText()).isEqualTo("success");
    }

    private JsonNode run(ServerProcess server, String id) throws Exception {
        return JSON.readTree(send(server, "GET", "/v2/runs/" + id, "").body());
    }

    @Test
    void aKeyThatOneMadeCountsOnTheOtherAndItsRevocationToo() throws Exception {
        ServerProcess first = serve();
        ServerProcess second = serve();
        String made = command("key", "create", "--name", "ci", "--scope", "execute:development");
        String key = made.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.startsWith("rgk_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(made));
        for (ServerProcess server : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(status(server, key)).isEqualTo(200));
        }

        command("key", "revoke", "ci");

        for (ServerProcess server : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(status(server, key)).isEqualTo(401));
        }
    }

    private int status(ServerProcess server, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/v2/workflows/hello/execute?environment=development"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\": {\"name\": \"Ada\"}}"))
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void documentsThatOneKeptTheOtherFinds() throws Exception {
        ServerProcess first = serve();
        ServerProcess second = serve();
        String low = "{\"status\":\"open\",\"priority\":2,\"customer\":{\"tier\":1,\"name\":\"Zoë 😀\"}}";
        String high = "{\"status\":\"open\",\"priority\":10,\"customer\":{\"tier\":1}}";
        save(first, "low", "{\"status\":\"new\"}");
        save(first, "low", low);
        save(second, "high", high);
        save(second, "text", "{\"status\":\"open\",\"customer\":{\"tier\":\"1\"}}");

        for (ServerProcess server : List.of(first, second)) {
            JsonNode answer = JSON.readTree(
                    send(server, "POST", "/v2/workflows/open/execute?environment=development", "{\"inputs\": {}}")
                            .body());
            assertThat(answer.path("outputs").path("found")).isEqualTo(JSON.readTree("[" + high + "," + low + "]"));
        }
    }

    private void save(ServerProcess server, String key, String document) throws Exception {
        HttpResponse<String> saved = send(
                server,
                "POST",
                "/v2/workflows/save/execute?environment=development",
                "{\"inputs\": {\"key\": \"" + key + "\", \"document\": " + document + "}}");
        assertThat(saved.body()).contains("\"success\"");
    }
}
