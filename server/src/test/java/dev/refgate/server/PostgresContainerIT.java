package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.Jvm;
import dev.refgate.testing.RequiresDocker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** Two servers, each a process, that share a PostgreSQL. */
@RequiresDocker(image = "debian:bookworm-slim")
final class PostgresContainerIT {
    private static final String PASSWORD = "pass word/of?the&database";
    private static final String ADMIN_KEY = "rgk_an-administrator-of-these-tests";
    private static final Path RECIPE = Path.of("src/test/container/postgres");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ImageFromDockerfile IMAGE = new ImageFromDockerfile("refgate-postgres-it", false)
            .withFileFromPath("Dockerfile", RECIPE.resolve("Dockerfile"))
            .withFileFromPath("start.sh", RECIPE.resolve("start.sh"));

    private final GenericContainer<?> database = new GenericContainer<>(IMAGE)
            .withEnv("DATABASE_PASSWORD", PASSWORD)
            .withExposedPorts(5432)
            .waitingFor(Wait.forSuccessfulCommand(
                    "env PGPASSWORD='" + PASSWORD + "' psql -h 127.0.0.1 -U refgate -c 'SELECT 1' refgate"))
            .withStartupTimeout(Duration.ofMinutes(1));

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ServerProcess> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void start() {
        database.start();
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        git.write("workflows/hello/workflow.yml", Samples.workflow("Hello"));
        git.write(
                "workflows/waiting/workflow.yml",
                "version: 1\nblocks:\n  - { id: wait, type: delay, for: 10m }\n  - { id: done, type: text, value: x }\n");
        git.write("workflows/save/workflow.yml", """
                version: 1
                inputs: { key: { type: string }, document: {} }
                blocks:
                  - { id: saved, type: save_document, collection: tickets, key: "{{ inputs.key }}", document: "{{ inputs.document }}" }
                """);
        git.write("workflows/open/workflow.yml", """
                version: 1
                blocks:
                  - { id: found, type: query_documents, collection: tickets, where: { status: open, customer.tier: 1 }, order: -priority }
                """);
        git.commit("Say hello, wait, and keep documents");
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::kill);
        database.stop();
    }

    private String place() {
        return "postgresql://127.0.0.1:" + database.getMappedPort(5432) + "/refgate?user=refgate";
    }

    private ServerProcess serve() {
        ServerProcess server = ServerProcess.serve(
                ServerProcess.ofClassPath(),
                git.folder().toString(),
                Map.of("REFGATE_DATABASE_PASSWORD", PASSWORD, "REFGATE_ADMIN_KEY", ADMIN_KEY),
                "--database",
                place());
        servers.add(server);
        return server;
    }

    private HttpResponse<String> send(ServerProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(request(server, method, path, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(ServerProcess server, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private JsonNode hello(ServerProcess server, String name) throws Exception {
        HttpResponse<String> answer = send(
                server,
                "POST",
                "/v2/workflows/hello/execute?environment=development",
                "{\"inputs\": {\"name\": \"" + name + "\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private Set<String> listed(ServerProcess server) throws Exception {
        Set<String> ids = new TreeSet<>();
        String cursor = "";
        do {
            JsonNode page = JSON.readTree(
                    send(server, "GET", "/v2/runs?limit=7" + cursor, "").body());
            page.path("data")
                    .forEach(run ->
                            assertThat(ids.add(run.path("run_id").asText())).isTrue());
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private JsonNode run(ServerProcess server, String id) throws Exception {
        return JSON.readTree(send(server, "GET", "/v2/runs/" + id, "").body());
    }

    private void postgres(String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("/usr/lib/postgresql/15/bin/pg_ctl", "--pgdata=/var/lib/postgresql/data"));
        words.addAll(List.of(command));
        ExecResult result = database.execInContainer(words.toArray(String[]::new));
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    }

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

    /** The command line beside the servers. */
    private String command(String... words) throws Exception {
        List<String> command = Jvm.command(ServerProcess.ofClassPath());
        command.addAll(List.of(words));
        command.addAll(List.of("--database", place()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("REFGATE_DATABASE_PASSWORD", PASSWORD);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

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
        assertThat(listed(server)).hasSizeGreaterThanOrEqualTo(2);
    }
}
