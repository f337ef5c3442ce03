package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecuteTest {
    @TempDir
    private static Path folder;

    private static PlainGit git;
    private static String commit;
    private static TestServer server;

    @BeforeAll
    static void serveTheExample() {
        git = PlainGit.init(folder).copy(Samples.SUPPORT_TRIAGE);
        git.write("workflows/failing/workflow.yml", """
                version: 1
                inputs:
                  wanted: { type: object, optional: true }
                blocks:
                  - { id: first, type: json, value: [1, "{{ inputs.wanted.not_there }}"] }
                """);
        git.write("workflows/broken/workflow.yml", "version: 1\nblocks:\n  - { id: a, type: no_such_type }\n");
        commit = git.commit("Add workflows");
        Samples.pointAll(git, commit);
        server = TestServer.serve(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePagesInputsGiveThePagesOutputs() {
        Answer answer = server.execute("support-triage", "?environment=production", Samples.inputs("default"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("status")).isEqualTo("success");
        assertThat(answer.at("outputs"))
                .isEqualTo(Map.of(
                        "ticket_id", "TKT-4821",
                        "urgency", "high",
                        "routed_to", "billing-support",
                        "status", "processed"));
        assertThat((Long) answer.at("duration_ms")).isBetween(0L, 60_000L);
    }

    @Test
    void theOtherSamplesGiveWhatTheExamplesReadmeSays() {
        Answer outage = server.execute("support-triage", "?environment=production", Samples.inputs("outage"));
        Answer question = server.execute("support-triage", "?environment=production", Samples.inputs("question"));

        assertThat(List.of(outage.at("outputs", "urgency"), outage.at("outputs", "routed_to")))
                .containsExactly("high", "engineering");
        assertThat(List.of(question.at("outputs", "urgency"), question.at("outputs", "routed_to")))
                .containsExactly("normal", "support");
    }

    @Test
    void theAnswerSaysWhatRan() {
        Answer answer = server.execute("support-triage", "?environment=staging", Samples.inputs("default"));

        assertThat(answer.at("workflow_id")).isEqualTo("support-triage");
        assertThat(answer.at("environment")).isEqualTo("staging");
        assertThat(answer.at("ref")).isEqualTo("refs/heads/env/staging");
        assertThat(answer.at("revision_id")).isEqualTo(commit);
        assertThat((String) answer.at("content_id")).matches("[0-9a-f]{40}");
        assertThat((String) answer.at("verification_id")).matches("[0-9a-f]{64}");
        assertThat(answer.header("Refgate-Run-Id")).isEqualTo(answer.at("run_id"));
        assertThat(answer.header("Refgate-Environment")).isEqualTo("staging");
        assertThat(answer.header("Refgate-Revision")).isEqualTo(commit);
        assertThat(answer.header("Refgate-Content")).isEqualTo(answer.at("content_id"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Server")).isNull();
    }

    @Test
    void clientsOfTheHostedProductFindWhatTheyRead() {
        Answer answer = server.execute("support-triage", "?environment=production", Samples.inputs("default"));

        assertThat(answer.at("run", "stop_reason")).isEqualTo("workflow_run_completed");
        assertThat(answer.at("run", "workflow_run_id")).isEqualTo(answer.at("run_id"));
        assertThat(answer.at("run", "session_id")).isEqualTo(answer.at("run_id"));
        assertThat(answer.at("run", "state", "decision", "output", "queue")).isEqualTo("billing-support");
        assertThat(answer.at("run", "errors")).isEqualTo(List.of());
        assertThat(answer.at("error")).isNull();
    }

    @Test
    void aSessionIsTheCallersToName() {
        Answer answer =
                server.execute("support-triage", "?environment=production&session_id=s%201", Samples.inputs("default"));

        assertThat(answer.at("run", "session_id")).isEqualTo("s 1");
    }

    @Test
    void aRevisionRunsWithoutAnEnvironment() {
        Answer answer =
                server.execute("support-triage", "?revision_id=" + commit.substring(0, 10), Samples.inputs("default"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("environment")).isNull();
        assertThat(answer.header("Refgate-Environment")).isNull();
        assertThat(answer.at("revision_id")).isEqualTo(commit);
    }

    @Test
    void aRunThatFailsIsAnAnswer() {
        Answer answer = server.execute("failing", "?environment=production", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("status")).isEqualTo("failed");
        assertThat(answer.at("outputs")).isEqualTo(Map.of());
        assertThat(answer.at("error", "block")).isEqualTo("first");
        assertThat((String) answer.at("error", "message")).isNotEmpty();
        assertThat(answer.at("run", "stop_reason")).isEqualTo("workflow_run_failed");
        assertThat((List<?>) answer.at("run", "errors")).hasSize(1);
    }

    @Test
    void inputsThatDoNotFitAreNamedOneByOne() {
        Answer answer = server.execute(
                "support-triage",
                "?environment=production",
                Map.of("ticket_id", "4821", "subject", "s", "customer_email", "nobody", "extra", 1));

        assertThat(answer.status()).isEqualTo(422);
        List<Object> locations = new ArrayList<>();
        ((List<?>) answer.at("detail")).forEach(entry -> locations.add(((Map<?, ?>) entry).get("loc")));
        assertThat(locations)
                .containsExactlyInAnyOrder(
                        List.of("body", "inputs", "ticket_id"),
                        List.of("body", "inputs", "customer_email"),
                        List.of("body", "inputs", "body"),
                        List.of("body", "inputs", "extra"));
        assertThat(answer.at("detail", 0, "msg")).isInstanceOf(String.class);
        assertThat(answer.at("detail", 0, "type")).isInstanceOf(String.class);
    }

    @Test
    void aCallThatNamesNoEnvironmentIsToldWhichThereAre() {
        Answer answer = server.execute("support-triage", "", Samples.inputs("default"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("detail", 0, "loc")).isEqualTo(List.of("query", "environment"));
        assertThat((String) answer.at("detail", 0, "msg")).contains("development", "staging", "production");
    }

    @Test
    void anEnvironmentThatIsEmptyOrGivenTwiceIsNotGuessed() {
        for (String query : List.of("?environment=", "?environment=staging&environment=production")) {
            Answer answer = server.execute("support-triage", query, Samples.inputs("default"));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.at("detail", 0, "loc")).isEqualTo(List.of("query", "environment"));
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Answer environment = server.execute("support-triage", "?environment=prod", Map.of());
        Answer workflow = server.execute("support", "?environment=production", Map.of());
        Answer revision = server.execute("support-triage", "?revision_id=no-such-branch", Map.of());

        assertThat(List.of(environment.status(), workflow.status(), revision.status()))
                .containsExactly(404, 404, 404);
        assertThat((String) environment.at("detail")).contains("prod", "development, staging, production");
        assertThat((String) workflow.at("detail")).contains("support");
        assertThat((String) revision.at("detail")).contains("no-such-branch");
    }

    @Test
    void aWorkflowWithProblemsSaysWhereTheyAre() {
        Answer answer = server.execute("broken", "?environment=production", Map.of());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("detail", 0, "loc", 0)).isEqualTo("workflows/broken/workflow.yml");
        assertThat(answer.at("detail", 0, "loc", 1)).isEqualTo(3L);
        assertThat((String) answer.at("detail", 0, "msg")).contains("no_such_type");
    }

    @Test
    void aCommitThatNoRefReachesMayNotRun() {
        String dangling = git.git("commit-tree", commit + "^{tree}", "-m", "nobody pointed here");

        Answer answer = server.execute("support-triage", "?revision_id=" + dangling, Samples.inputs("default"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat((String) answer.at("detail")).contains(dangling.substring(0, 12));
    }

    @Test
    void unknownKeysOfTheBodyAreIgnoredAndMissingInputsAreNone() {
        for (String body : List.of("", "{}", "{\"stream\": false, \"streaming\": false}", "{\"inputs\": null}")) {
            Answer answer = server.post("/v2/workflows/failing/execute?environment=production", body);

            assertThat(answer.status()).as(body).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfAnotherShapeIsRefused() {
        String path = "/v2/workflows/failing/execute?environment=production";

        assertThat(server.post(path, "[1]").at("detail", 0, "loc")).isEqualTo(List.of("body"));
        assertThat(server.post(path, "{\"inputs\": 3}").at("detail", 0, "loc")).isEqualTo(List.of("body", "inputs"));
        assertThat(server.post(path, "{\"streaming\": \"no\"}").status()).isEqualTo(422);
    }
}
