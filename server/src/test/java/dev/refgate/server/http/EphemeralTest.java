package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that come with the call. */
@Timeout(120)
class EphemeralTest {
    private static final String PATH = "/v2/workflows/execute";
    private static final Map<String, String> SETTINGS = Map.of(
            "REFGATE_ENV__PRODUCTION__TOKEN", "tok-production",
            "REFGATE_ENV__PREVIEW__TOKEN", "tok-preview",
            "REFGATE_ENV__EPHEMERAL__TOKEN", "tok-ephemeral");
    private static final Map<String, String> KEYS = Map.of(
            "runner", "execute:ephemeral",
            "everywhere", "execute:*",
            "reader", "read",
            "boss", "admin");

    /** What the hosted product's editor saves, with what it keeps for itself. */
    private static final Map<String, Object> CONFIG = Map.of(
            "workflow_display_name", "Is it open?",
            "workflow_schema_version", "1.0",
            "notes", List.of(Map.of("id", "n", "bgColor", "red")),
            "tags", List.of("a"),
            "blocks",
                    List.of(
                            Map.of(
                                    "block_id", "inputs",
                                    "block_archetype_id", "com.scoutos.input",
                                    "block_display_name", "Inputs",
                                    "block_inputs",
                                            Map.of(
                                                    "items",
                                                    List.of(Map.of(
                                                            "key", "name",
                                                            "display_name", "Name",
                                                            "input_type", "short_text"))),
                                    "ui", Map.of("position", Map.of("x", 1, "y", 2))),
                            Map.of(
                                    "block_id",
                                    "open",
                                    "block_archetype_id",
                                    "com.scoutos.continue_if",
                                    "block_display_name",
                                    "Open?",
                                    "block_inputs",
                                    Map.of("condition", "{{ inputs.name == 'Ada' }}"),
                                    "is_output",
                                    true,
                                    "dependencies",
                                    List.of(Map.of("block_id", "inputs")))));

    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"))
                .write("workflows/keeps/workflow.yml", """
                        version: 1
                        blocks:
                          - { id: keep, type: save_document, collection: c, key: k, document: {} }
                        """)
                .write("workflows/tells/workflow.yml", """
                        version: 1
                        blocks: [ { id: tell, type: text, value: "told {{ _env.TOKEN }}" } ]
                        outputs: { told: "{{ tell.output }}" }
                        """);
        Samples.pointAll(git, git.commit("Add workflows"));
        server = TestServer.of(git.folder())
                .variables(SETTINGS)
                .ephemerals()
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(KEYS)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String key, String query, Map<String, ?> body) {
        return server.request(PATH + query)
                .header("Authorization", "Bearer " + server.key(key))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)));
    }

    private Answer post(String key, String query, Map<String, ?> body) {
        return server.send(request(key, query, body).build());
    }

    private Answer run(Map<String, ?> body) {
        return post("runner", "", body);
    }

    private Answer get(String key, String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + server.key(key))
                .build());
    }

    private static Map<String, Object> files(String workflow) {
        return Map.of("files", Map.of("workflow.yml", workflow));
    }

    private static Map<String, Object> block(String keys) {
        return files(
                "version: 1\nblocks: [ { id: only, " + keys + " } ]\noutputs: { answer: \"{{ only.output }}\" }\n");
    }

    @Test
    void aConfigurationOfTheHostedProductIsRunAndIsInNoCommit() {
        Answer ran = run(Map.of(
                "workflow_config",
                CONFIG,
                "workflow_key",
                "is-it-open",
                "inputs",
                Map.of("name", "Ada"),
                "streaming",
                false));

        assertThat(ran.status()).as(ran.toString()).isEqualTo(200);
        assertThat(ran.at("status")).isEqualTo("success");
        assertThat(ran.at("run", "stop_reason")).isEqualTo("workflow_run_completed");
        assertThat(ran.at("run", "state", "open", "output", "evaluated_condition"))
                .isEqualTo(true);
        assertThat(ran.at("workflow_id")).isEqualTo("ephemeral");
        assertThat(ran.at("environment")).isEqualTo("ephemeral");
        assertThat(ran.at("ref")).isNull();
        assertThat(ran.at("revision_id")).isNull();
        assertThat(ran.at("content_id").toString()).hasSize(40);
        assertThat(ran.header("Refgate-Revision")).isNull();
        assertThat(ran.header("Refgate-Environment")).isEqualTo("ephemeral");
    }

    @Test
    void theWholeFileThatTheHostedProductsCommandSendsIsTakenToo() {
        Answer ran = run(Map.of(
                "workflow_config",
                Map.of("workflow_key", "is-it-open", "workflow_config", CONFIG),
                "inputs",
                Map.of("name", "Bob")));

        assertThat(ran.at("status")).as(ran.toString()).isEqualTo("success");
        assertThat(ran.at("run", "state", "open", "output", "evaluated_condition"))
                .isEqualTo(false);
    }

    @Test
    void whatCannotBeCarriedOverIsListedAndNothingIsRun() {
        Map<String, Object> config = Map.of(
                "blocks",
                List.of(
                        Map.of(
                                "block_id", "search",
                                "block_archetype_id", "com.scoutos.collections.search",
                                "block_display_name", "search"),
                        Map.of(
                                "block_id", "open",
                                "block_archetype_id", "com.scoutos.continue_if",
                                "block_display_name", "open",
                                "block_inputs", Map.of("condition", "true", "retries", 3),
                                "block_config", List.of(Map.of("id", "x")))));

        Answer refused = run(Map.of("workflow_config", config));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.toString())
                .contains("com.scoutos.collections.search has no type here")
                .contains("retries: continue_if has no such key")
                .contains("block_config: settings are in the block's keys here")
                .contains("\"not_carried_over\"");
        assertThat(refused.at("detail", 0, "loc")).isEqualTo(List.of("body", "workflow_config"));
        assertThat(get("reader", "/v2/runs").at("data")).isEqualTo(List.of());
        assertThat(run(Map.of("workflow_config", Map.of())).toString()).contains("it has no blocks");
        assertThat(run(Map.of("inputs", Map.of())).toString()).contains("workflow_config: missing");
    }

    @Test
    void filesAreRunAsTheirFolderWouldBe() {
        git.write(
                        "workflows/scripted/workflow.yml",
                        "version: 1\nblocks: [ { id: a, type: javascript, file: a.js } ]\n")
                .write("workflows/scripted/a.js", "export default () => 6 * 7");
        git.commit("The same");
        Answer ran = run(Map.of(
                "files",
                Map.of(
                        "workflow.yml", "version: 1\nblocks: [ { id: a, type: javascript, file: a.js } ]\n",
                        "a.js", "export default () => 6 * 7")));

        assertThat(ran.at("outputs")).as(ran.toString()).isEqualTo(Map.of("a", 42L));
        assertThat(ran.at("content_id"))
                .as("the id that the folder has in Git")
                .isEqualTo(git.git("rev-parse", "HEAD:workflows/scripted"));
    }

    @Test
    void whatIsWrongIsSaidWithTheLineThatItIsIn() {
        Answer wrong = run(block("type: text, value: \"{{ inputs.nobody }}\""));
        Answer path = run(Map.of("files", Map.of("../workflow.yml", "")));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.at("detail", 0, "loc", 0)).isEqualTo("workflows/ephemeral/workflow.yml");
        assertThat(wrong.at("detail", 0, "loc", 1)).isEqualTo(2L);
        assertThat(wrong.at("detail", 0, "msg").toString()).contains("; in: blocks: [ { id: only, type: text");
        assertThat(path.status()).isEqualTo(422);
        assertThat(path.at("detail", 0, "loc")).isEqualTo(List.of("body", "files"));
    }

    @Test
    void withoutTheSettingNothingIsRun() throws Exception {
        try (TestServer closed = TestServer.of(git.folder())
                .variables(SETTINGS)
                .data(Files.createDirectory(folder.resolve("closed")))
                .keys(KEYS)
                .start()) {
            for (String key : List.of("runner", "boss")) {
                Answer refused = closed.send(closed.request(PATH)
                        .header("Authorization", "Bearer " + closed.key(key))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(Map.of("workflow_config", CONFIG))))
                        .build());

                assertThat(refused.status()).as(key).isEqualTo(403);
                assertThat(refused.toString()).contains("serve --allow-ephemeral");
            }
        }
    }

    @Test
    void onlyKeysThatNameItMay() {
        Map<String, Object> body = block("type: text, value: ok");

        assertThat(post("everywhere", "", body).status()).isEqualTo(403);
        assertThat(post("reader", "", body).status()).isEqualTo(403);
        assertThat(post("boss", "", body).status()).isEqualTo(200);
        assertThat(post("runner", "", body).at("outputs")).isEqualTo(Map.of("answer", "ok"));
        assertThat(post("runner", "?environment=production", body).status())
                .as("workflows of production are for those who may run them")
                .isEqualTo(403);
        assertThat(server.send(server.request(PATH)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.write(body)))
                                .build())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void itSeesTheSettingsOfItsOwnSectionAndNoOthers() {
        Answer seen = run(block("type: text, value: \"a{{ _env.TOKEN }}\""));
        Answer through = post("boss", "?environment=production", block("type: workflow, workflow: tells"));

        assertThat(seen.at("outputs")).isEqualTo(Map.of("answer", "atok-ephemeral"));
        assertThat(seen.at("run", "state", "only", "output").toString()).doesNotContain("tok-ephemeral");
        assertThat(through.at("outputs"))
                .as("a workflow of production runs with them too: " + through)
                .isEqualTo(Map.of("answer", Map.of("told", "told tok-ephemeral")));
        assertThat(get("reader", "/v2/runs/" + seen.at("run_id")).toString()).doesNotContain("tok-");
    }

    @Test
    void itMayRunWorkflowsOfTheEnvironmentThatIsNamed() {
        Map<String, Object> body = block("type: workflow, workflow: hello, inputs: { name: Ada }");
        git.write("workflows/hello/workflow.yml", Samples.workflow("Goodbye"));
        String next = git.commit("Say goodbye");

        assertThat(post("boss", "?environment=production", body).at("outputs"))
                .isEqualTo(Map.of("answer", Map.of("answer", "Hello Ada")));
        assertThat(post("boss", "?revision_id=" + next, body).at("outputs"))
                .isEqualTo(Map.of("answer", Map.of("answer", "Goodbye Ada")));
        assertThat(run(body).toString()).contains("there is no workflow \\\"hello\\\"");
        assertThat(post("boss", "?environment=nowhere", body).at("detail").toString())
                .contains("nowhere");
    }

    @Test
    void documentsOfEnvironmentsAreOutOfItsReach() {
        Answer own = run(block("type: save_document, collection: c, key: k, document: {}"));
        Answer through = post("boss", "?environment=production", block("type: workflow, workflow: keeps"));

        assertThat(own.status()).isEqualTo(422);
        assertThat(own.toString()).contains("blocks of type save_document");
        assertThat(through.status()).isEqualTo(422);
        assertThat(through.toString()).contains("blocks of type save_document");
    }

    @Test
    void itStreams() {
        Map<String, Object> body = new HashMap<>(block("type: text, value: ok"));
        body.put("streaming", true);
        List<String> names = new ArrayList<>();

        try (EventReader events =
                server.events(request("runner", "?session_id=s", body).build())) {
            events.rest().forEach(event -> names.add(event.get("name").toString()));
        }

        assertThat(names).startsWith("workflow_run_started").endsWith("workflow_run_completed");
    }

    @Test
    void itIsComeBackForAndCancelledByWhoMayRunIt() {
        Answer begun = server.send(request("runner", "", block("type: delay, for: 60s"))
                .header("Prefer", "respond-async")
                .build());
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        assertThat(begun.at("revision_id")).isNull();
        String run = "/v2/runs/" + begun.at("run_id");
        assertThat(get("everywhere", run).status()).isEqualTo(403);
        assertThat(get("runner", run).at("status")).isEqualTo("running");

        Answer cancelled = server.send(server.request(run + "/cancel")
                .header("Authorization", "Bearer " + server.key("runner"))
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(cancelled.status()).isEqualTo(202);
        Awaitility.await().until(() -> "cancelled".equals(get("runner", run).at("status")));
    }

    @Test
    void aKeyStandsForOneRunOfOneConfiguration() {
        Map<String, Object> body = block("type: javascript, source: \"export default () => Math.random()\"");

        Answer first = server.send(
                request("runner", "", body).header("Idempotency-Key", "k").build());
        Answer again = server.send(
                request("runner", "", body).header("Idempotency-Key", "k").build());
        Answer other = server.send(request("runner", "", block("type: text, value: x"))
                .header("Idempotency-Key", "k")
                .build());

        assertThat(first.at("status")).as(first.toString()).isEqualTo("success");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.at("run_id")).isEqualTo(first.at("run_id"));
        assertThat(again.at("outputs")).isEqualTo(first.at("outputs"));
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void theLogShowsItAndItIsNotRunAgain() {
        Answer ran = run(block("type: text, value: ok"));

        Answer listed = get("reader", "/v2/runs?environment=ephemeral&workflow_id=ephemeral");
        assertThat(listed.at("data", 0, "run_id")).isEqualTo(ran.at("run_id"));
        assertThat(listed.at("data", 0, "revision_id")).isNull();
        assertThat(listed.at("data", 0, "content_id")).isEqualTo(ran.at("content_id"));
        assertThat(listed.at("data", 0, "actor")).isEqualTo("key:runner");
        Answer details =
                get("reader", "/v2/run_logs/details?workflow_id=ephemeral&workflow_run_id=" + ran.at("run_id"));
        assertThat(details.at("status")).as(details.toString()).isEqualTo("success");
        assertThat(details.at("revision_id")).isNull();

        for (String revision : List.of("own", "current")) {
            Answer rerun = server.send(server.request("/v2/runs/" + ran.at("run_id") + "/rerun")
                    .header("Authorization", "Bearer " + server.key("runner"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.write(Map.of("revision", revision))))
                    .build());
            assertThat(rerun.status()).isEqualTo(409);
            assertThat(rerun.toString()).contains("POST /v2/workflows/execute");
        }
    }

    @Test
    void whoRanWhatIsOnRecordOnce() {
        Answer ran = run(block("type: text, value: ok"));
        run(block("type: text, value: ok"));
        post("reader", "", block("type: text, value: ok"));

        Answer audit = get("boss", "/v2/audit");

        List<String> outcomes = ((List<?>) audit.at("data"))
                .stream()
                        .map(entry -> ((Map<?, ?>) entry).get("outcome").toString())
                        .toList();
        assertThat(outcomes).containsExactly("denied: needs execute:ephemeral", "run: content " + ran.at("content_id"));
    }

    @Test
    void itLeavesNothingThatGrows() {
        for (int i = 0; i < 30; i++) {
            assertThat(run(block("type: text, value: \"" + i + "\"")).at("status"))
                    .isEqualTo("success");
        }

        String figures = get("reader", "/metrics").toString();
        assertThat(figures.lines().filter(line -> line.startsWith("refgate_runs_total") && !line.endsWith(" 0.0")))
                .containsExactly(
                        "refgate_runs_total{environment=\"ephemeral\",status=\"success\",workflow=\"ephemeral\"} 30.0");
    }

    @Test
    void manyBlocksAreRefusedBeforeAnythingIsMadeOfThem() {
        List<Map<String, Object>> blocks = IntStream.range(0, 1_001)
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "block_id",
                        "b" + i,
                        "block_archetype_id",
                        "com.scoutos.continue_if",
                        "block_inputs",
                        Map.of("condition", "true")))
                .toList();

        Answer refused = run(Map.of("workflow_config", Map.of("blocks", blocks)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.toString()).contains("blocks: 1001 (expected at most 1000)");
    }
}
