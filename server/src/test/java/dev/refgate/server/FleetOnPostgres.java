package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.RefgateJar;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.ContainerImage;
import dev.refgate.testing.Jvm;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Servers, each a process, that share a PostgreSQL: one for all tests of a class, in which each test has a database. */
abstract class FleetOnPostgres {
    static final String PASSWORD = "pass word/of?the&database";
    static final String ADMIN_KEY = "rgk_an-administrator-of-these-tests";
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RECIPE = Path.of("src/test/container/postgres");

    private static final ContainerImage IMAGE = new ContainerImage("refgate-postgres-it", RECIPE.resolve("Dockerfile"))
            .with("start.sh", RECIPE.resolve("start.sh"));

    private static final GenericContainer<?> POSTGRESQL = new GenericContainer<>(IMAGE)
            .withEnv("DATABASE_PASSWORD", PASSWORD)
            .withExposedPorts(5432)
            .waitingFor(Wait.forSuccessfulCommand(
                    "env PGPASSWORD='" + PASSWORD + "' psql -h 127.0.0.1 -U refgate -c 'SELECT 1' refgate"))
            .withStartupTimeout(Duration.ofMinutes(1));

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final HttpClient client = HttpClient.newHttpClient();
    private final String database = "refgate" + DATABASES.incrementAndGet();
    private final List<ServerProcess> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    PlainGit git;

    @BeforeAll
    static void startPostgresql() {
        POSTGRESQL.start();
    }

    @AfterAll
    static void stopPostgresql() {
        POSTGRESQL.stop();
    }

    @BeforeEach
    void begin() throws Exception {
        inContainer("env", "PGPASSWORD=" + PASSWORD, "createdb", "--host=127.0.0.1", "--username=refgate", database);
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
    void end() {
        servers.forEach(ServerProcess::kill);
    }

    private String place() {
        return "postgresql://127.0.0.1:" + POSTGRESQL.getMappedPort(5432) + "/" + database + "?user=refgate";
    }

    ServerProcess serve() {
        ServerProcess server = ServerProcess.serve(
                RefgateJar.program(),
                git.folder().toString(),
                Map.of("REFGATE_DATABASE_PASSWORD", PASSWORD, "REFGATE_ADMIN_KEY", ADMIN_KEY),
                "--database",
                place());
        servers.add(server);
        return server;
    }

    /** The command line beside the servers. */
    String command(String... words) throws Exception {
        List<String> command = Jvm.command(RefgateJar.program());
        command.addAll(List.of(words));
        command.addAll(List.of("--database", place()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("REFGATE_DATABASE_PASSWORD", PASSWORD);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    HttpResponse<String> send(ServerProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(request(server, method, path, body), BodyHandlers.ofString());
    }

    static HttpRequest request(ServerProcess server, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    JsonNode hello(ServerProcess server, String name) throws Exception {
        HttpResponse<String> answer = send(
                server,
                "POST",
                "/v2/workflows/hello/execute?environment=development",
                "{\"inputs\": {\"name\": \"" + name + "\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    Set<String> listed(ServerProcess server) throws Exception {
        Set<String> ids = new TreeSet<>();
        String cursor = "";
        do {
            HttpResponse<String> answer = send(server, "GET", "/v2/runs?limit=7" + cursor, "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = JSON.readTree(answer.body());
            page.path("data")
                    .forEach(run ->
                            assertThat(ids.add(run.path("run_id").asText())).isTrue());
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    /** {@code pg_ctl} in the container. */
    static void postgres(String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("/usr/lib/postgresql/15/bin/pg_ctl", "--pgdata=/var/lib/postgresql/data"));
        words.addAll(List.of(command));
        inContainer(words.toArray(String[]::new));
    }

    private static void inContainer(String... command) throws Exception {
        ExecResult result = POSTGRESQL.execInContainer(command);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    }
}
