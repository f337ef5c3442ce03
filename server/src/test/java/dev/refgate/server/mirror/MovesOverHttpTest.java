package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import dev.refgate.RemoteMirror;
import dev.refgate.client.ClientOptions;
import dev.refgate.gate.GateSettings;
import dev.refgate.promotion.Sightings;
import dev.refgate.server.http.Changing;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import dev.refgate.testing.GitHttpServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that moves environments, over HTTP alone, on a remote behind git http-backend; plain git looks at what came of it. */
final class MovesOverHttpTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              canary: { ref: refs/heads/env/canary, from: staging, gates: [{ type: soak, duration: 30m }] }
              production:
                ref: refs/heads/env/production
                from: staging
                gates: [{ type: smoke, environment: staging }]
            """;

    @TempDir
    private Path folder;

    private RemoteRepository remote;
    private GitHttpServer http;
    private MirroredServer smoked;
    private MirrorKeeper keeper;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        remote = RemoteRepository.create(folder, POLICY);
        remote.work.write("workflows/hello/tests/smoke.yml", """
                tests:
                  - name: greets in French
                    live: true
                    inputs: { name: World }
                    expect: { outputs: { answer: "Bonjour World" } }
                """);
        remote.change("Bonjuor");
        remote.push("HEAD:main", ":env/staging", ":env/production");
        http = GitHttpServer.start(folder, TOKEN);
        smoked =
                MirroredServer.start(http.url("remote.git"), TOKEN, folder.resolve("smoked.git"), MirroredServer.NEVER);
        RemoteMirror copy = MirroredServer.copy(http.url("remote.git"), TOKEN, folder.resolve("served.git"));
        copy.fetch();
        keeper = new MirrorKeeper(copy, new FetchTimes(MirroredServer.NEVER), MirroredServer.KEEP, Clock.systemUTC());
        GateSettings gates = new GateSettings(
                Optional.of(
                        Refgate.client(ClientOptions.of(smoked.server().http().address()))),
                Optional.empty());
        server = TestServer.of(MirroredServer.open(copy))
                .with(HttpServer.Options.defaults()
                        .with(new Following(keeper, Optional.empty()))
                        .with(new Changing(gates, true, Sightings.NONE)))
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(Map.of(
                        "looker", "read",
                        "writer", "write",
                        "ci", "promote:staging",
                        "releaser", "promote:*",
                        "caller", "execute:*",
                        "boss", "admin"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        keeper.close();
        smoked.close();
        http.close();
    }

    private Answer get(String path) {
        return send("GET", path, "looker", Map.of());
    }

    private Answer send(String method, String path, String key, Map<String, ?> body) {
        HttpRequest.Builder request = server.request(path).header("Authorization", "Bearer " + server.key(key));
        return server.send((method.equals("GET")
                        ? request
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(Json.write(body))))
                .build());
    }

    private Answer post(String path, Map<String, ?> body) {
        return send("POST", path, "releaser", body);
    }

    private Answer deploy(String revision) {
        return send("PUT", "/v2/workflows/hello/environments/staging", "ci", Map.of("revision_id", revision));
    }

    private Object answer(String environment) {
        return send("POST", "/v2/workflows/hello/execute?environment=" + environment, "caller", Map.of())
                .at("outputs", "answer");
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private void smokedFollows() {
        smoked.hint();
        String tip = remote.bare.git("rev-parse", "env/staging");
        Awaitility.await()
                .untilAsserted(() -> assertThat(smoked.run("hello", "staging").at("revision_id"))
                        .isEqualTo(tip));
    }

    @Test
    void aChangeGoesToProductionAndBackOverHttpAlone() {
        ok(send("PUT", "/v2/workflows/hello/revisions/r2/name", "writer", Map.of("name", "In French")));
        assertThat(ok(deploy("r2")).at("success")).isEqualTo(true);
        assertThat(answer("staging")).as("a move is live when it is answered").isEqualTo("Bonjuor World");
        smokedFollows();

        Answer refused = post("/v2/environments/production/promote", Map.of());
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.at("gates").toString()).contains("smoke", "failed", "greets in French");
        assertThat(ok(get("/v2/environments/production")).at("data", "commit")).isNull();

        remote.change("Bonjour");
        remote.push("HEAD:main");
        Answer plan = ok(send("POST", "/v2/environments/staging/plan", "looker", Map.of()));
        ok(send("POST", "/v2/environments/staging/promote", "ci", Map.of("plan", plan.at("data", "plan"))));
        smokedFollows();
        Answer markdown = ok(get("/v2/diff?from=r2&to=staging&workflow_id=hello&format=markdown"));
        assertThat(new String(markdown.body(), StandardCharsets.UTF_8)).contains("Bonjour", "hello");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        Answer promoted = ok(post("/v2/environments/production/promote", Map.of("reason", "It's time")));
        assertThat(promoted.at("data", "deployment", "actor", "name")).isEqualTo("key:releaser");
        assertThat(promoted.at("data", "deployment", "actor", "assurance")).isEqualTo("verified");
        assertThat(answer("production")).isEqualTo("Bonjour World");

        remote.change("Salut");
        remote.push("HEAD:main");
        ok(deploy("latest"));
        assertThat(ok(post("/v2/environments/staging/rollback", Map.of("reason", "Too familiar")))
                        .at("data", "outcome"))
                .isEqualTo("deployed");
        assertThat(answer("staging")).isEqualTo("Bonjour World");
        assertThat(ok(get("/v2/environments/staging")).at("data", "holds", "hello"))
                .isInstanceOf(List.class);
        assertThat(deploy("latest").status()).as("on hold").isEqualTo(412);
        ok(post("/v2/environments/staging/release", Map.of("workflows", List.of("hello"))));

        Answer first = ok(get("/v2/environments/staging/deployments?limit=3"));
        Answer second = ok(get("/v2/environments/staging/deployments?limit=3&cursor=" + first.at("next_cursor")));
        assertThat(first.at("data", 0, "action")).isEqualTo("release");
        assertThat(first.at("data", 1, "reason")).isEqualTo("Too familiar");
        assertThat(second.at("has_more")).isEqualTo(false);
        assertThat(remote.bare
                        .git("log", "--first-parent", "--format=%an", "env/staging")
                        .lines())
                .startsWith("key:releaser", "key:releaser", "key:ci", "key:ci", "key:ci")
                .hasSize(6);
        assertThat(remote.bare.git("log", "-1", "--format=%B", "env/production"))
                .contains("Action: promote", "It's time");
        assertThat(remote.bare.git("for-each-ref", "--format=%(contents:subject)", "refs/tags/revisions"))
                .isEqualTo("In French");
        assertThat(remote.bare.git("fsck", "--strict", "--no-dangling")).doesNotContain("error", "missing");
        assertThat(send("GET", "/v2/audit", "boss", Map.of()).toString())
                .contains("POST /v2/environments/production/promote", "deployed dep-", "not moved: ");
    }

    private Answer write(String method, String path, Map<String, ?> body) {
        return send(method, path, "writer", body);
    }

    @Test
    void workflowsAreWrittenAsCommitsOnTheSourceBranch() {
        Map<String, String> files = Map.of("workflow.yml", Samples.workflow("Moin"), "prompts/reply.md", "Grüße");
        Answer created = write("POST", "/v2/workflows", Map.of("workflow_id", "greet", "files", files));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(remote.bare.git("rev-parse", "main")).isEqualTo(created.at("data", "revision_id"));
        assertThat(remote.bare.git("show", "main:workflows/greet/prompts/reply.md"))
                .isEqualTo("Grüße");
        assertThat(remote.bare
                        .git("diff", "--stat", "--name-only", "main~", "main")
                        .lines())
                .allMatch(path -> path.startsWith("workflows/greet/"));
        assertThat(remote.bare.git("log", "-1", "--format=%an: %s", "main")).isEqualTo("key:writer: Add greet");

        assertThat(write("POST", "/v2/workflows", Map.of("workflow_id", "greet", "files", files))
                        .status())
                .isEqualTo(409);
        Answer broken = write("PUT", "/v2/workflows/greet", Map.of("files", Map.of("workflow.yml", "version: 2")));
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.toString()).contains("workflows/greet/workflow.yml");
        assertThat(write("PUT", "/v2/workflows/greet", Map.of("files", Map.of("../../refgate.yml", "version: 1")))
                        .status())
                .isEqualTo(422);
        Object content = ok(get("/v2/workflows/greet")).at("data", "content_id");
        Map<String, ?> change = Map.of(
                "files",
                Map.of("workflow.yml", Samples.workflow("Servus")),
                "content_id",
                content,
                "message",
                "Go south");
        ok(write("PUT", "/v2/workflows/greet", change));
        assertThat(write("PUT", "/v2/workflows/greet", Map.of("files", files, "content_id", content))
                        .status())
                .as("somebody else was faster")
                .isEqualTo(409);
        ok(send("PUT", "/v2/workflows/greet/environments/staging", "ci", Map.of("revision_id", "r2")));
        assertThat(send("POST", "/v2/workflows/greet/execute?environment=staging", "caller", Map.of())
                        .at("outputs", "answer"))
                .isEqualTo("Servus World");
        assertThat(send("PUT", "/v2/workflows/greet", "ci", change).status()).isEqualTo(403);
        ok(write("DELETE", "/v2/workflows/greet", Map.of()));
        assertThat(remote.bare.git("log", "--format=%s", "-3", "main").lines())
                .containsExactly("Delete greet", "Go south", "Add greet");
        assertThat(remote.bare.git("fsck", "--strict", "--no-dangling")).doesNotContain("error", "missing");
    }

    @Test
    void clientsOfTheHostedProductWriteTheirConfigurations() {
        Map<String, Object> config = Map.of(
                "workflow_display_name",
                "Greet",
                "tags",
                List.of("demo"),
                "blocks",
                List.of(
                        Map.of(
                                "block_id", "inputs",
                                "block_archetype_id", "com.scoutos.input",
                                "block_inputs", Map.of("items", List.of(Map.of("key", "name")))),
                        Map.of(
                                "block_id",
                                "greet",
                                "block_archetype_id",
                                "com.scoutos.llm",
                                "is_output",
                                true,
                                "dependencies",
                                List.of(Map.of("block_id", "inputs")),
                                "block_inputs",
                                Map.of(
                                        "model",
                                        "gpt-4o",
                                        "prompt_items",
                                        List.of(Map.of("role", "user", "content", "Greet {{ inputs.name }}"))))));

        Answer created = write("POST", "/v2/workflows?workflow_key=greet", config);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.at("data", "workflow_id")).isEqualTo("greet");
        assertThat(created.at("data", "remarks").toString()).contains("tags", "LLM_BASE_URL");
        assertThat(write("POST", "/v2/workflows?workflow_key=greet", config).status())
                .as("clients then create a revision")
                .isEqualTo(409);
        Map<String, Object> renamed = new HashMap<>(config);
        renamed.put("workflow_display_name", "Greet again");
        ok(write("POST", "/v2/workflows/revisions?workflow_key=greet", renamed));
        assertThat(ok(write("PUT", "/v2/workflows/greet", renamed)).at("data", "outcome"))
                .isEqualTo("nothing_to_do");
        assertThat(remote.bare.git("show", "main:workflows/greet/workflow.yml"))
                .contains("name: \"Greet again\"", "greet: \"{{ greet.output.text }}\"");

        Answer exported = ok(get("/v2/workflows/greet/export"));
        assertThat(exported.at("workflow_config", "workflow_display_name")).isEqualTo("Greet again");
        assertThat(exported.at("workflow_config", "blocks", 1, "block_archetype_id"))
                .isEqualTo("com.scoutos.llm");
        ok(send("PUT", "/v2/workflows/greet/environments/staging", "ci", Map.of("revision_id", "r1")));
        Answer environments = ok(get("/v2/workflows/greet/environments"));
        assertThat(environments.at("data", 1, "environment_id")).isEqualTo("staging");
        assertThat(environments.at("data", 1, "deployments", 0, "deployment_config", "revision_id"))
                .isEqualTo(remote.bare.git("rev-parse", "env/staging"));
        assertThat(environments.at("data", 3, "deployments")).isEqualTo(List.of());
        assertThat(get("/v2/workflows/nothing/environments").status()).isEqualTo(404);

        assertThat(write("PUT", "/v2/workflows/greet", Map.of()).status())
                .as("no blocks")
                .isEqualTo(422);
        assertThat(write("POST", "/v2/workflows?workflow_key=A%20b", config).status())
                .isEqualTo(422);
        assertThat(write("POST", "/v2/workflows", Map.of("blokcs", List.of())).toString())
                .startsWith("422")
                .contains("files");
        assertThat(send("POST", "/v2/workflows/revisions?workflow_key=greet", "looker", config)
                        .status())
                .isEqualTo(403);
        assertThat(ok(write("DELETE", "/v2/workflows/greet", Map.of())).at("detail"))
                .isEqualTo("greet was deleted");
    }

    @Test
    void revisionsAreListedPageByPageWithTheirNamesAndEnvironments() {
        ok(deploy("r1"));
        ok(send(
                "PUT",
                "/v2/workflows/hello/revisions/r1",
                "writer",
                Map.of("name", "First", "description", "It greets")));

        Answer first = ok(get("/v2/workflows/hello/revisions?limit=1"));
        Answer second = ok(get("/v2/workflows/hello/revisions?limit=1&cursor=" + first.at("next_cursor")));

        assertThat(first.at("data", 0, "revision")).isEqualTo("r2");
        assertThat(first.at("has_more")).isEqualTo(true);
        assertThat(second.at("data", 0, "name")).isEqualTo("First");
        assertThat(second.at("data", 0, "description")).isEqualTo("It greets");
        assertThat(second.at("data", 0, "environments")).isEqualTo(List.of("staging"));
        assertThat(second.at("has_more")).isEqualTo(false);
        Answer html = ok(get("/v2/diff?from=staging&to=development&format=html"));
        assertThat(html.header("Content-Type")).startsWith("text/html");
        assertThat(ok(get("/v2/diff?from=staging&to=development")).toString()).contains("hello");
    }

    @Test
    void whatIsNotToMoveIsRefusedWithItsOwnStatus() {
        Answer plan = ok(post("/v2/environments/staging/plan", Map.of()));
        ok(deploy("r1"));
        String tip = remote.bare.git("rev-parse", "env/staging");

        assertThat(post("/v2/environments/staging/promote", Map.of("plan", plan.at("data")))
                        .status())
                .as("stale")
                .isEqualTo(409);
        assertThat(post("/v2/environments/canary/promote", Map.of()).status())
                .as("pending")
                .isEqualTo(425);
        assertThat(post("/v2/environments/staging/promote", Map.of("dryrun", true))
                        .toString())
                .startsWith("422")
                .contains("dryrun", "dry_run");
        assertThat(post("/v2/environments/staging/promote", Map.of("plan", "/etc/passwd"))
                        .status())
                .isEqualTo(422);
        assertThat(post("/v2/environments/staging/rollback", Map.of("steps", 0)).status())
                .isEqualTo(422);
        assertThat(post("/v2/environments/nowhere/promote", Map.of()).status()).isEqualTo(404);
        assertThat(send("POST", "/v2/environments/production/promote", "ci", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", "/v2/environments/staging/promote", "looker", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(send("PUT", "/v2/workflows/hello/revisions/r1/name", "ci", Map.of("name", "No"))
                        .status())
                .isEqualTo(403);
        assertThat(get("/v2/diff?from=staging").status()).isEqualTo(422);
        assertThat(ok(post("/v2/environments/staging/promote", Map.of("dry_run", true)))
                        .at("data", "outcome"))
                .isEqualTo("dry_run");
        assertThat(remote.bare.git("rev-parse", "env/staging")).isEqualTo(tip);
    }
}
