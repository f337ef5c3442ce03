package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.RequiresDocker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Servers that share a PostgreSQL: what is begun once however many they are, and what they do without it. */
@RequiresDocker(image = "debian:bookworm-slim")
final class PostgresTurnsContainerIT extends FleetOnPostgres {
    /** Waits for the next full minute, which is the least that cron has. */
    @Test
    void eachTimeOfAScheduleIsStartedOnceHoweverManyServersThereAre() throws Exception {
        int workflows = 12;
        for (int i = 0; i < workflows; i++) {
            git.write(
                    "workflows/tick-" + i + "/workflow.yml",
                    "version: 1\ntriggers: [ { cron: \"* * * * *\", environment: development } ]\n"
                            + "blocks: [ { id: tick, type: text, value: x } ]\n");
        }
        git.commit("Tick");
        List<ServerProcess> fleet = List.of(serve(), serve(), serve());

        await().atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(lastTimes(fleet.get(1))).hasSize(workflows));

        assertThat(lastTimes(fleet.get(2)))
                .allSatisfy(time -> assertThat(time.path("outcome").asText()).isEqualTo("started"));
        List<JsonNode> runs = ticks(fleet.get(0));
        assertThat(runs).hasSizeGreaterThanOrEqualTo(workflows);
        assertThat(runs.stream()
                        .map(run -> run.path("actor").asText()
                                + run.path("started_at").asText().substring(0, "2026-01-01T00:00".length()))
                        .toList())
                .as("the minutes of each schedule's runs")
                .doesNotHaveDuplicates();
    }

    private List<JsonNode> ticks(ServerProcess server) throws Exception {
        List<JsonNode> runs = new ArrayList<>();
        JSON.readTree(send(server, "GET", "/v2/runs?trigger=schedule&limit=1000", "")
                        .body())
                .path("data")
                .forEach(runs::add);
        return runs;
    }

    private List<JsonNode> lastTimes(ServerProcess server) throws Exception {
        List<JsonNode> times = new ArrayList<>();
        JSON.readTree(send(server, "GET", "/v2/triggers", "").body())
                .path("data")
                .forEach(trigger -> times.add(trigger.path("last_time")));
        times.removeIf(time -> !time.isObject());
        return times;
    }

    @Test
    void callsWithOneKeyThatComeToBothAtOnceAreOneRun() throws Exception {
        ServerProcess first = serve();
        ServerProcess second = serve();
        for (int round = 0; round < 5; round++) {
            String key = "key-" + round;
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int call = 0; call < 8; call++) {
                ServerProcess server = call % 2 == 0 ? first : second;
                calls.add(client.sendAsync(keyed(server, key, "Ada"), BodyHandlers.ofString()));
            }
            Set<String> runs = new TreeSet<>();
            for (CompletableFuture<HttpResponse<String>> call : calls) {
                HttpResponse<String> answer = call.join();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode run = JSON.readTree(answer.body());
                assertThat(run.path("outputs").path("answer").asText()).isEqualTo("Hello Ada");
                runs.add(run.path("run_id").asText());
            }
            assertThat(runs).hasSize(1);
            assertThat(client.send(keyed(second, key, "Eve"), BodyHandlers.ofString())
                            .statusCode())
                    .as("another call with this key")
                    .isEqualTo(409);
        }
        assertThat(listed(first)).hasSize(5);
    }

    private HttpRequest keyed(ServerProcess server, String key, String name) {
        return HttpRequest.newBuilder(
                        request(
                                server,
                                "POST",
                                "/v2/workflows/hello/execute?environment=development",
                                "{\"inputs\": {\"name\": \"" + name + "\"}}"),
                        (header, value) -> true)
                .header("Idempotency-Key", key)
                .build();
    }

    @Test
    void withoutTheDatabaseNothingIsAnsweredThatIsNotOnRecord() throws Exception {
        ServerProcess server = serve();
        hello(server, "Ada");
        postgres("--mode=immediate", "stop");

        HttpResponse<String> away = send(
                server,
                "POST",
                "/v2/workflows/hello/execute?environment=development",
                "{\"inputs\": {\"name\": \"Ada\"}}");
        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(away.body()).contains("the run log cannot be written").doesNotContain(PASSWORD, "\tat ");

        postgres(
                "--options=-c listen_addresses=* -c unix_socket_directories=/tmp", "--log=/tmp/log", "--wait", "start");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> hello(server, "Ada"));
        // Readers have connections of their own, which may come back later: until then they say so, and never less than
        // there is.
        HttpResponse<String> list = await().atMost(Duration.ofSeconds(60))
                .until(() -> send(server, "GET", "/v2/runs", ""), answer -> {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
                    return answer.statusCode() == 200;
                });
        assertThat(JSON.readTree(list.body()).path("data")).hasSizeGreaterThanOrEqualTo(2);
    }
}
