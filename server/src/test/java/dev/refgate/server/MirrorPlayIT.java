package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.GitHttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a workflow over HTTP alone, from its first file to a rollback: on the jar that people download, with a bare repository
 * behind {@code git http-backend} as its remote. Plain git then finds exactly that history there.
 */
@Timeout(300)
class MirrorPlayIT {
    private static final Path JAR = Path.of("target/refgate.jar");
    private static final Path PAGE = Path.of("../docs/http-api.md");
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final String KEY = "rgk_the-admin-key-of-the-play";
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production:
                ref: refs/heads/env/production
                from: staging
                gates: [{ type: smoke, environment: staging }]
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private PlainGit remote;
    private GitHttpServer git;
    private ServerProcess server;

    @BeforeEach
    void serve() {
        PlainGit work = PlainGit.init(folder.resolve("work")).write("refgate.yml", POLICY);
        work.commit("Begin");
        work.git("clone", "--quiet", "--bare", ".", folder.resolve("remote.git").toString());
        remote = PlainGit.at(folder.resolve("remote.git"));
        remote.git("config", "http.receivepack", "true");
        git = GitHttpServer.start(folder, TOKEN);
        String port = freePort();
        server = ServerProcess.serve(
                List.of("-jar", JAR.toString()),
                git.url("remote.git"),
                Map.of("REFGATE_REMOTE_TOKEN", TOKEN, "REFGATE_ADMIN_KEY", KEY, "REFGATE_API_KEY", KEY),
                "--allow-writes",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                port,
                "--server",
                "http://127.0.0.1:" + port);
    }

    /** The gate calls the server that it is asked on, so both have to know the port. */
    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        git.close();
    }

    @Test
    void aWorkflowLivesOverHttpAlone() {
        created("POST", "/v2/workflows", Map.of("workflow_id", "greet", "files", saying("Hello")));
        done("PUT", "/v2/workflows/greet", Map.of("files", saying("Hello dear"), "message", "Be kind"));
        done("PUT", "/v2/workflows/greet", Map.of("files", saying("Helo dear"), "message", "Be quick"));
        done("PUT", "/v2/workflows/greet/revisions/r2/name", Map.of("name", "Kind"));

        done("PUT", "/v2/workflows/greet/environments/staging", Map.of("revision_id", "r2"));
        done("POST", "/v2/environments/production/promote", Map.of("reason", "First release"));

        done("PUT", "/v2/workflows/greet/environments/staging", Map.of("revision_id", "r3"));
        assertThat(text(done("GET", "/v2/diff?from=production&to=staging&format=markdown", Map.of())))
                .contains("greet", "-", "Hello dear", "+", "Helo dear");
        Answer refused = call("POST", "/v2/environments/production/promote", Map.of());
        assertThat(refused.status()).as(refused.toString()).isEqualTo(412);
        assertThat(refused.at("gates", 1, "type")).isEqualTo("smoke");
        assertThat(refused.at("gates", 1, "state")).isEqualTo("failed");
        assertThat(answer("production")).isEqualTo("Hello dear World");

        done("PUT", "/v2/workflows/greet", Map.of("files", saying("Hello again"), "message", "Spell it right"));
        done("PUT", "/v2/workflows/greet/environments/staging", Map.of("revision_id", "latest"));
        Answer plan = done("POST", "/v2/environments/production/plan", Map.of());
        done(
                "POST",
                "/v2/environments/production/promote",
                Map.of("plan", plan.at("data", "plan"), "reason", "It's \"time\"\nWorkflow: forged"));
        assertThat(answer("production")).isEqualTo("Hello again World");

        done("POST", "/v2/environments/production/rollback", Map.of("reason", "Too cold"));
        assertThat(answer("production")).isEqualTo("Hello dear World");

        Answer deployments = done("GET", "/v2/environments/production/deployments", Map.of());
        assertThat(deployments.at("data", 0, "action")).isEqualTo("rollback");
        assertThat(deployments.at("data", 0, "actor", "name")).isEqualTo("key:REFGATE_ADMIN_KEY");
        assertThat(deployments.at("data", 0, "actor", "assurance")).isEqualTo("verified");
        assertThat(deployments.at("data", 1, "reason")).isEqualTo("It's \"time\"\nWorkflow: forged");
        assertThat(deployments.at("data", 2, "reason")).isEqualTo("First release");
        assertThat(deployments.at("data", 3)).isNull();

        assertThatGitHasTheHistory();
    }

    /** The same, as the page for users has it. */
    @Test
    void theDocumentedCallsDoTheSame() throws Exception {
        Matcher block = Pattern.compile("(?s)## A workflow's life over HTTP.*?```sh\n(.*?)```")
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-eu", "-c", block.group(1))
                .directory(Files.createDirectory(folder.resolve("elsewhere")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("REFGATE", server.address(), "REFGATE_KEY", KEY));

        int code = builder.start().waitFor();

        assertThat(code).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("412", "greets by name", "Hello dear World");
        assertThatGitHasTheHistory();
    }

    private void assertThatGitHasTheHistory() {
        assertThat(lines("log", "--first-parent", "--format=%an: %s", "main"))
                .containsExactly(
                        "key:REFGATE_ADMIN_KEY: Spell it right",
                        "key:REFGATE_ADMIN_KEY: Be quick",
                        "key:REFGATE_ADMIN_KEY: Be kind",
                        "key:REFGATE_ADMIN_KEY: Add greet",
                        "Ada: Begin");
        List<String> revisions = lines("rev-list", "--first-parent", "main");
        assertThat(lines("log", "--first-parent", "--format=%an: %s", "env/staging"))
                .startsWith(
                        "key:REFGATE_ADMIN_KEY: Promote greet to staging",
                        "key:REFGATE_ADMIN_KEY: Promote greet to staging",
                        "key:REFGATE_ADMIN_KEY: Promote greet to staging")
                .hasSize(4);
        assertThat(lines("log", "--first-parent", "--format=%an: %s", "env/production"))
                .startsWith(
                        "key:REFGATE_ADMIN_KEY: Roll back greet in production",
                        "key:REFGATE_ADMIN_KEY: Promote greet to production",
                        "key:REFGATE_ADMIN_KEY: Promote greet to production")
                .hasSize(4);
        assertThat(lines("rev-list", "--merges", "--all")).containsExactly("");
        assertThat(folderAt("env/production")).isEqualTo(folderAt(revisions.get(2)));
        assertThat(folderAt("env/production~1"))
                .isEqualTo(folderAt(revisions.get(0)))
                .isEqualTo(folderAt("env/staging"));
        assertThat(folderAt("env/staging~1")).isEqualTo(folderAt(revisions.get(1)));
        assertThat(remote.git("rev-list", "--max-parents=0", "env/staging"))
                .as("one root for all environments")
                .isEqualTo(remote.git("rev-list", "--max-parents=0", "env/production"));

        assertThat(lines("for-each-ref", "--format=%(refname) %(objecttype) %(*objectname) %(contents:subject)"))
                .filteredOn(ref -> ref.startsWith("refs/tags/"))
                .singleElement()
                .satisfies(tag -> assertThat(tag)
                        .startsWith("refs/tags/revisions/greet/")
                        .endsWith(" tag " + revisions.get(2) + " Kind"));

        String promoted = folderAt("env/production~1");
        String restored = folderAt("env/production");
        assertThat(trailers("env/production~1"))
                .contains(
                        "Environment: production",
                        "Action: promote",
                        "Workflow: greet " + restored + " " + promoted + " " + revisions.get(0),
                        "Previous: " + remote.git("rev-parse", "env/production~2"),
                        "Policy: " + remote.git("rev-parse", "main:refgate.yml"),
                        "Actor: verified \"key:REFGATE_ADMIN_KEY\"")
                .anyMatch(trailer -> trailer.startsWith("Gate-smoke: passed "))
                .filteredOn(trailer -> trailer.startsWith("Workflow: "))
                .as("nobody can forge one")
                .hasSize(1);
        assertThat(trailers("env/production"))
                .contains(
                        "Action: rollback",
                        "Reason: \"Too cold\"",
                        "Workflow: greet " + promoted + " " + restored + " " + revisions.get(2))
                .contains(trailers("env/production~1").stream()
                        .filter(trailer -> trailer.startsWith("Deployment-Id: "))
                        .findFirst()
                        .orElseThrow()
                        .replace("Deployment-Id", "Rollback-Of"));
        assertThat(remote.git("fsck", "--strict", "--no-dangling", "--no-progress"))
                .isEmpty();
    }

    private List<String> lines(String... command) {
        return List.of(remote.git(command).split("\n"));
    }

    private String folderAt(String commit) {
        return remote.git("rev-parse", commit + ":workflows/greet");
    }

    private List<String> trailers(String commit) {
        return PlainGit.shell(remote.folder(), "git log -1 --format=%B " + commit + " | git interpret-trailers --parse")
                .lines()
                .toList();
    }

    /** A greeting, with a test that the gate of production makes on staging. */
    private static Map<String, String> saying(String greeting) {
        return Map.of("workflow.yml", """
                version: 1
                inputs:
                  name: { type: string, default: World }
                blocks:
                  - { id: greeting, type: text, value: "%s {{ inputs.name }}" }
                outputs: { answer: "{{ greeting.output }}" }
                """.formatted(greeting), "tests/smoke.yml", """
                tests:
                  - name: greets by name
                    live: true
                    inputs: { name: Ada }
                    assert: [ 'outputs.answer matches "Hello .*Ada"' ]
                """);
    }

    private Object answer(String environment) {
        return done("POST", "/v2/workflows/greet/execute?environment=" + environment, Map.of())
                .at("outputs", "answer");
    }

    private void created(String method, String path, Map<String, ?> body) {
        Answer answer = call(method, path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private Answer done(String method, String path, Map<String, ?> body) {
        Answer answer = call(method, path, body);
        assertThat(answer.status()).as(method + " " + path + ": " + answer).isEqualTo(200);
        return answer;
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Answer call(String method, String path, Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + KEY);
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(Json.write(body)));
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
