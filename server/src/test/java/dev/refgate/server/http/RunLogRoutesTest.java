package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.database.Database;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on record of runs, and how it is found. */
@Timeout(120)
class RunLogRoutesTest {
    private static final String PRODUCTION = "?environment=production";

    @TempDir
    private Path folder;

    private Path data;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        PlainGit git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"))
                .write("workflows/secret/workflow.yml", """
                        version: 1
                        inputs:
                          mail: { type: string, sensitive: true }
                        blocks:
                          - { id: header, type: text, value: "Bearer {{ _env.TOKEN }} for {{ inputs.mail }}" }
                        outputs: { sent: "{{ header.output }}" }
                        """)
                .write("workflows/defaults/workflow.yml", """
                        version: 1
                        inputs:
                          mail: { type: string, sensitive: true, default: ops@example.com }
                          account: { type: object, sensitive: true, default: { numbers: [ 74205318 ] } }
                          note: { type: string, sensitive: true, optional: true }
                        blocks:
                          - { id: copy, type: json, value: { to: "{{ inputs.mail }}", of: "No. {{ inputs.account.numbers[0] }}" } }
                          - { id: fail, type: javascript, with: "{{ copy.output.to }}", source: "export default to => { throw `no ${to}` }" }
                        """)
                .write("workflows/wait/workflow.yml", """
                        version: 1
                        inputs:
                          wait: { type: integer }
                          text: { type: string, default: "" }
                        blocks:
                          - { id: wait, type: delay, for: "{{ inputs.wait }}ms" }
                          - { id: copy, type: text, value: "{{ inputs.text }}" }
                        outputs: { answer: done }
                        """)
                .write("workflows/failing/workflow.yml", """
                        version: 1
                        inputs:
                          wanted: { type: object, optional: true }
                        blocks:
                          - { id: first, type: json, value: "{{ inputs.wanted.not_there }}" }
                        """);
        Samples.pointAll(git, git.commit("Add workflows"));
        data = Files.createDirectory(folder.resolve("data"));
        server = TestServer.serve(git.folder(), Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "tok-12345"), data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunThatWasAnsweredIsOnRecord() {
        Answer answer = server.execute("hello", PRODUCTION + "&session_id=s1", Map.of("name", "Ada"));

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));

        assertThat(logged.status()).isEqualTo(200);
        for (String key : List.of(
                "run_id",
                "workflow_id",
                "environment",
                "ref",
                "revision_id",
                "content_id",
                "verification_id",
                "status")) {
            assertThat(logged.at(key)).as(key).isNotNull().isEqualTo(answer.at(key));
        }
        assertThat(logged.at("outputs")).isEqualTo(Map.of("answer", "Hello Ada"));
        assertThat(logged.at("inputs")).isEqualTo(Map.of("name", "Ada"));
        assertThat(logged.at("session_id")).isEqualTo("s1");
        assertThat(logged.at("trigger")).isEqualTo("api");
        assertThat(logged.at("blocks", 0, "block_id")).isEqualTo("greeting");
        assertThat(logged.at("blocks", 0, "output")).isEqualTo("Hello Ada");
        assertThat(logged.at("blocks", 0, "attempts")).isEqualTo(1L);
        assertThat((String) logged.at("blocks", 0, "started_at")).startsWith("20");
        assertThat((String) logged.at("ended_at")).isGreaterThanOrEqualTo((String) logged.at("started_at"));
    }

    @Test
    void aRunThatFailedSaysWhere() {
        Answer answer = server.execute("failing", PRODUCTION, Map.of());

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));

        assertThat(logged.at("status")).isEqualTo("failed");
        assertThat(logged.at("error")).isEqualTo(answer.at("error"));
    }

    @Test
    void aStreamedRunIsOnRecordWhenItsLastEventComes() {
        EventReader stream = server.stream("hello", PRODUCTION, Map.of("name", "Eve"));
        stream.rest();

        assertThat(server.get("/v2/runs/" + stream.header("Refgate-Run-Id")).at("outputs"))
                .isEqualTo(Map.of("answer", "Hello Eve"));
    }

    @Test
    void aRunThatMayTakeLongIsOnRecordWhileItRuns() {
        try (EventReader stream = server.stream("wait", PRODUCTION, Map.of("wait", 600_000))) {
            String run = stream.header("Refgate-Run-Id");
            Awaitility.await()
                    .until(() -> "running".equals(server.get("/v2/runs/" + run).at("status")));
            assertThat(server.get("/v2/runs?status=running").at("data", 0, "run_id"))
                    .isEqualTo(run);

            server.post("/v2/runs/" + run + "/cancel", "{}");
            stream.rest();

            assertThat(server.get("/v2/runs/" + run).at("status")).isEqualTo("cancelled");
        }
    }

    @Test
    void secretsAreNeverStoredAndSensitiveInputsNeverShown() throws Exception {
        Answer answer = server.execute("secret", PRODUCTION, Map.of("mail", "ada@example.com"));
        assertThat(answer.at("outputs"))
                .as(answer.toString())
                .isEqualTo(Map.of("sent", "Bearer tok-12345 for ada@example.com"));

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));
        Answer scout = server.get("/v2/run_logs/details?workflow_id=secret&workflow_run_id=" + answer.at("run_id"));

        assertThat(logged.at("outputs")).isEqualTo(Map.of("sent", "Bearer *** for ***"));
        assertThat(logged.at("inputs")).isEqualTo(Map.of("mail", "***"));
        assertThat(new String(logged.body(), StandardCharsets.UTF_8)).doesNotContain("ada@example", "tok-12345");
        assertThat(new String(scout.body(), StandardCharsets.UTF_8)).doesNotContain("ada@example", "tok-12345");
        server.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("tok-12345");
            }
        }
    }

    @Test
    void defaultsOfSensitiveInputsAreNeverShown() {
        Answer answer = server.execute("defaults", PRODUCTION, Map.of());
        Answer sent = server.execute("defaults", PRODUCTION, Map.of("mail", "ada@example.com"));

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));
        Answer list = server.get("/v2/runs?workflow_id=defaults");
        Answer scout = server.get("/v2/run_logs/details?workflow_id=defaults&workflow_run_id=" + answer.at("run_id"));

        assertThat(logged.at("inputs")).isEqualTo(Map.of());
        assertThat(logged.at("blocks", 0, "output")).isEqualTo(Map.of("to", "***", "of", "No. ***"));
        assertThat(logged.at("error", "message").toString()).endsWith("no ***");
        assertThat(server.get("/v2/runs/" + sent.at("run_id")).at("blocks", 0, "output"))
                .isEqualTo(Map.of("to", "***", "of", "No. ***"));
        for (Answer shown : List.of(logged, list, scout)) {
            assertThat(new String(shown.body(), StandardCharsets.UTF_8))
                    .contains("no ***")
                    .doesNotContain("ops@example", "ada@example", "74205318");
        }
    }

    @Test
    void theListIsFilteredAndReadPageByPage() {
        List<Object> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(
                    0,
                    server.execute("hello", PRODUCTION, Map.of("name", "n" + i)).at("run_id"));
        }
        Object staging = server.execute("hello", "?environment=staging&session_id=x", Map.of())
                .at("run_id");
        Object failed = server.execute("failing", PRODUCTION, Map.of()).at("run_id");
        Object revision = server.get("/v2/runs/" + failed).at("revision_id");

        assertThat(ids("?workflow_id=hello&environment=production")).isEqualTo(runs);
        assertThat(ids("?environment=staging")).containsExactly(staging);
        assertThat(ids("?session_id=x")).containsExactly(staging);
        assertThat(ids("?status=failed")).containsExactly(failed);
        assertThat(ids("?status=success")).hasSize(6);
        assertThat(ids("?trigger=api&revision_id=" + revision)).hasSize(7);
        assertThat(ids("?trigger=webhook")).isEmpty();
        assertThat(ids("?from=2020-01-01&to=2020-01-02T00:00:00Z")).isEmpty();
        assertThat(ids("?from=2020-01-01T00:00:00%2B02:00")).hasSize(7);

        Answer first = server.get("/v2/runs?environment=production&limit=4");
        Answer second = server.get("/v2/runs?environment=production&limit=4&cursor=" + first.at("next_cursor"));
        assertThat((List<?>) first.at("data")).hasSize(4);
        assertThat(first.at("has_more")).isEqualTo(true);
        assertThat((List<?>) second.at("data")).hasSize(2);
        assertThat(second.at("has_more")).isEqualTo(false);
        assertThat(second.at("next_cursor")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "status=done", "trigger=me", "from=yesterday", "cursor=1", "limit="})
    void whatCannotBeAskedIsRefused(String query) {
        Answer answer = server.get("/v2/runs?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("detail", 0, "loc")).isEqualTo(List.of("query", query.substring(0, query.indexOf('='))));
    }

    @Test
    void aPayloadThatIsTooLargeLeavesItsDigest() {
        Answer answer = server.execute("wait", PRODUCTION, Map.of("wait", 1, "text", "x".repeat(300_000)));

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));

        assertThat(logged.at("truncated")).isEqualTo(true);
        assertThat(logged.at("inputs", "text", "truncated")).isEqualTo(true);
        assertThat(logged.at("inputs", "wait")).isEqualTo(1L);
        assertThat((String) logged.at("blocks", 1, "output", "sha256")).matches("[0-9a-f]{64}");
        assertThat(logged.at("blocks", 1, "output", "bytes")).isEqualTo(300_002L);
        assertThat(logged.at("outputs")).isEqualTo(Map.of("answer", "done"));
    }

    @Test
    void clientsOfTheHostedProductReadTheLogAsAStream() {
        Object run = server.execute("hello", PRODUCTION + "&session_id=s9", Map.of("name", "Ada"))
                .at("run_id");
        server.execute("hello", PRODUCTION, Map.of());

        EventReader stream = server.events(
                server.request("/v2/run_logs?workflow_id=hello&session_id=s9").build());
        List<Map<?, ?>> events = stream.rest();
        Answer details = server.get("/v2/run_logs/details?workflow_id=hello&session_id=s9");

        assertThat(stream.isDone()).isTrue();
        assertThat(events).hasSize(2);
        Map<?, ?> log = events.get(0);
        assertThat(log.get("workflow_run_id")).isEqualTo(run);
        assertThat(log.get("status")).isEqualTo("success");
        assertThat(log.get("output")).isEqualTo(Map.of("answer", "Hello Ada"));
        assertThat(((Map<?, ?>) ((Map<?, ?>) log.get("blocks")).get("greeting")).get("block_output"))
                .isEqualTo("Hello Ada");
        assertThat(events.get(1).get("final")).isEqualTo(true);
        assertThat(events.get(1).get("has_more")).isEqualTo(false);
        assertThat(details.at()).isEqualTo(log);
        assertThat(server.get("/v2/run_logs").status()).isEqualTo(422);
        assertThat(server.get("/v2/run_logs/details?workflow_id=hello").status())
                .isEqualTo(422);
        assertThat(server.get("/v2/run_logs/details?workflow_id=failing&workflow_run_id=" + run)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nothingIsAnsweredThatIsNotOnRecord() {
        Answer before = server.execute("wait", PRODUCTION, Map.of("wait", 1));
        List<Object> answered = new ArrayList<>();
        try (Database beside = Database.beside(data)) {
            beside.writing().useHandle(handle -> handle.execute("ALTER TABLE runs RENAME TO gone"));
            Answer plain = executeUntilRefused(answered);
            Answer effects = server.execute("wait", PRODUCTION, Map.of("wait", 1));
            Answer ready = server.get("/health/ready");
            beside.writing().useHandle(handle -> handle.execute("ALTER TABLE gone RENAME TO runs"));

            assertThat(before.status()).isEqualTo(200);
            assertThat((String) plain.at("detail")).contains("run log");
            assertThat(effects.status()).as("it did not even begin").isEqualTo(503);
            assertThat(ready.status()).isEqualTo(503);
        }
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
        assertThat(ids("?workflow_id=hello")).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(ids("?workflow_id=wait")).containsExactly(before.at("run_id"));
        assertThat(server.execute("hello", PRODUCTION, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aResultThatCannotBeRecordedIsToldAsTheRecordWillTellIt() {
        try (Database beside = Database.beside(data);
                EventReader stream = server.stream("wait", PRODUCTION, Map.of("wait", 600_000))) {
            String run = stream.header("Refgate-Run-Id");
            Awaitility.await().until(() -> server.get("/v2/runs/" + run).at("started_at") != null);
            beside.writing().useHandle(handle -> handle.execute("ALTER TABLE runs RENAME TO gone"));
            executeUntilRefused(new ArrayList<>());
            server.post("/v2/runs/" + run + "/cancel", "{}");

            Awaitility.await().until(() -> server.http().runsInFlight() == 0);
            beside.writing().useHandle(handle -> handle.execute("ALTER TABLE gone RENAME TO runs"));

            assertThat(server.get("/health/ready").status()).isEqualTo(200);
            assertThat(stored(beside, run)).isEqualTo("interrupted");
            assertThat((String) server.get("/v2/runs/" + run).at("error", "message"))
                    .contains("how could not be recorded");
        }
    }

    private static String stored(Database database, String run) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT status FROM runs WHERE id = :id")
                        .bind("id", run)
                        .mapTo(String.class)
                        .one());
    }

    /** What is answered until the server notices is in its journal. */
    private Answer executeUntilRefused(List<Object> answered) {
        return Awaitility.await()
                .until(
                        () -> {
                            Answer answer = server.execute("hello", PRODUCTION, Map.of());
                            if (answer.status() == 200) {
                                answered.add(answer.at("run_id"));
                            }
                            return answer;
                        },
                        answer -> answer.status() == 503);
    }

    @Test
    void withoutALogTheRoutesSaySo() throws Exception {
        try (TestServer without = TestServer.serve(folder.resolve("repository"))) {
            for (String path : List.of("/v2/runs", "/v2/runs/run_1", "/v2/run_logs?workflow_id=hello")) {
                assertThat(without.get(path).status()).isEqualTo(404);
                assertThat((String) without.get(path).at("detail")).contains("--data");
            }
        }
    }

    private List<Object> ids(String query) {
        List<Object> ids = new ArrayList<>();
        ((List<?>) server.get("/v2/runs" + query).at("data")).forEach(run -> ids.add(((Map<?, ?>) run).get("run_id")));
        return ids;
    }
}
