package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that a workflow calls sensitive are never shown, however large they or others are, and whichever workflow says so. */
@Timeout(120)
class SensitiveInputsTest {
    private static final String PRODUCTION = "?environment=production";
    private static final String MAIL = "ada@example.com";
    private static final int LONG = 300_000;

    @TempDir
    private static Path folder;

    @TempDir
    private static Path data;

    private static TestServer server;

    @BeforeAll
    static void serve() {
        PlainGit git = Samples.hello(folder)
                .write("workflows/echo/workflow.yml", """
                version: 1
                inputs:
                  mail: { type: string, sensitive: true }
                  code: { type: integer, sensitive: true, optional: true }
                  text: { type: string, optional: true }
                  note: { type: string, optional: true }
                blocks:
                  - { id: copy, type: json, value: { to: "{{ inputs.mail }}", code: "{{ inputs.code | default(0) }}" } }
                  - { id: script, type: javascript, source: "export default (i) => i.to.slice(0, 20)", with: { to: "{{ inputs.mail }}" } }
                  - { id: fail, type: javascript, with: "{{ inputs.mail }}", source: "export default to => { throw `no ${to}` }", on_error: continue }
                  - { id: stop, type: stop_if, condition: "{{ inputs.note is defined }}", error: "not to {{ inputs.mail }}" }
                outputs: { sent: "to {{ script.output }}", code: "{{ copy.output.code }}" }
                """)
                .write("workflows/inner/workflow.yml", """
                version: 1
                inputs:
                  item: { type: string, sensitive: true }
                  pin: { type: string, sensitive: true, default: "98765" }
                  none: { type: ["string", "null"], sensitive: true, default: null }
                blocks:
                  - { id: copy, type: text, value: "{{ inputs.item }} {{ inputs.pin }}" }
                outputs: { copied: "{{ copy.output }}" }
                """)
                .write("workflows/middle/workflow.yml", """
                version: 1
                inputs: { name: { type: string } }
                blocks:
                  - { id: deeper, type: workflow, workflow: inner, inputs: { item: "{{ inputs.name }}" } }
                outputs: { found: "{{ deeper.output.copied }}" }
                """)
                .write("workflows/outer/workflow.yml", """
                version: 1
                inputs: { names: { type: array } }
                blocks:
                  - { id: one, type: workflow, workflow: inner, inputs: { item: "{{ inputs.names[0] }}", pin: "12" } }
                  - { id: deep, type: workflow, workflow: middle, inputs: { name: "{{ inputs.names[0] }}" } }
                  - { id: each, type: reduce, mode: map, workflow: inner, items: "{{ inputs.names }}" }
                outputs: { one: "{{ one.output.copied }}", deep: "{{ deep.output.found }}", count: "{{ inputs.names | length }}" }
                """)
                .write("workflows/broken/workflow.yml", """
                version: 1
                inputs: { name: { type: string } }
                blocks:
                  - { id: one, type: workflow, workflow: inner, inputs: { item: "{{ inputs.name }}" } }
                  - { id: last, type: text, value: "{{ inputs.name.not_there }}" }
                """);
        Samples.pointAll(git, git.commit("Add workflows"));
        server = TestServer.serve(git.folder(), Map.of(), data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLongInputBesideItDoesNotUncoverIt() {
        Answer answer = server.execute(
                "echo", PRODUCTION, Map.of("mail", MAIL, "code", 74205318, "text", "x".repeat(LONG), "note", "n"));
        assertThat(answer.at("status")).as(answer.toString()).isEqualTo("failed");

        Answer logged = logged(answer);

        assertThat(logged.at("inputs", "mail")).isEqualTo("***");
        assertThat(logged.at("inputs", "note")).isEqualTo("n");
        assertThat(logged.at("inputs", "text", "truncated")).isEqualTo(true);
        assertThat(logged.at("inputs", "text", "bytes")).isEqualTo(LONG + 2L);
        assertThat(logged.at("truncated")).isEqualTo(true);
        assertThat(logged.at("blocks", 0, "output")).isEqualTo(Map.of("to", "***", "code", "***"));
        assertThat(logged.at("error", "message")).isEqualTo("not to ***");
        assertNothingShown(answer, "echo", MAIL, "74205318");
    }

    @Test
    void ofAnInputThatIsTooLongItselfNothingIsShownThatMayHaveIt() {
        String mail = "y".repeat(LONG / 2) + MAIL + "z".repeat(LONG / 2);
        Answer answer = server.execute("echo", PRODUCTION, Map.of("mail", mail, "text", "short"));
        assertThat(answer.at("status")).as(answer.toString()).isEqualTo("success");

        Answer logged = logged(answer);

        assertThat(logged.at("inputs")).isEqualTo(Map.of("mail", "***", "text", "short"));
        assertThat(logged.at("outputs")).isEqualTo(Map.of("sent", "***", "code", "***"));
        assertThat(logged.at("blocks", 0, "output")).isEqualTo("***");
        assertThat(logged.at("blocks", 1, "input")).isEqualTo("***");
        assertThat(logged.at("blocks", 2, "error")).isEqualTo("***");
        assertThat(server.post("/v2/runs/" + answer.at("run_id") + "/rerun", "{}")
                        .status())
                .isEqualTo(409);
        assertNothingShown(answer, "echo", MAIL, "yyyyy");
    }

    @Test
    void whatASubWorkflowCallsSensitiveIsMaskedInTheRunThatItIsAPartOf() {
        Answer answer = server.execute("outer", PRODUCTION, Map.of("names", List.of(MAIL, "Grace Hopper")));
        assertThat(answer.at("outputs"))
                .as(answer.toString())
                .isEqualTo(Map.of("one", MAIL + " 12", "deep", MAIL + " 98765", "count", 2L));

        Answer logged = logged(answer);

        assertThat(logged.at("blocks", 0, "input"))
                .isEqualTo(Map.of("workflow", "inner", "inputs", Map.of("item", "***", "pin", "***")));
        assertThat(logged.at("blocks", 1, "input"))
                .isEqualTo(Map.of("workflow", "middle", "inputs", Map.of("name", "***")));
        assertThat(logged.at("blocks", 2, "input"))
                .isEqualTo(Map.of("workflow", "inner", "items", List.of("***", "***")));
        assertThat(logged.at("outputs")).isEqualTo(Map.of("one", "*** 12", "deep", "*** ***", "count", 2L));
        assertNothingShown(answer, "outer", MAIL, "Grace", "98765");
    }

    @Test
    void aRunThatTakesOverOutputsMasksWhatTheOneBeforeDid() {
        Answer failed = server.execute("broken", PRODUCTION, Map.of("name", "Ada Lovelace"));
        assertThat(failed.at("error", "block")).as(failed.toString()).isEqualTo("last");

        Answer again = server.post("/v2/runs/" + failed.at("run_id") + "/rerun", "{\"from\": \"failed_block\"}");
        Answer third = server.post("/v2/runs/" + again.at("run_id") + "/rerun", "{\"from\": \"failed_block\"}");

        assertThat(again.at("run", "state", "one", "output", "copied")).isEqualTo("Ada Lovelace 98765");
        for (Answer answer : List.of(failed, again, third)) {
            assertThat(logged(answer).at("blocks", 0, "output")).isEqualTo(Map.of("copied", "*** ***"));
            assertNothingShown(answer, "broken", "Lovelace", "98765");
        }
    }

    @Test
    void ofMoreSuchValuesThanAreKeptNothingIsShown() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            names.add("somebody number " + i + " " + "x".repeat(40));
        }
        Answer answer = server.execute("outer", PRODUCTION, Map.of("names", names));
        assertThat(answer.at("status")).as(answer.toString()).isEqualTo("success");

        Answer logged = logged(answer);

        assertThat(logged.at("outputs")).isEqualTo(Map.of("one", "***", "deep", "***", "count", "***"));
        assertThat(logged.at("blocks", 2, "output")).isEqualTo("***");
        assertThat(logged.at("blocks").toString()).doesNotContain("somebody");
    }

    @Test
    void aRunWhoseLongInputIsNotKeptIsNotRunAgain() {
        Answer answer = server.execute("echo", PRODUCTION, Map.of("mail", MAIL, "text", "x".repeat(LONG)));

        Answer again = server.post("/v2/runs/" + answer.at("run_id") + "/rerun", "{}");

        assertThat(again.status()).as(again.toString()).isEqualTo(409);
        assertThat((String) again.at("detail")).contains("too large");
    }

    private static Answer logged(Answer answer) {
        return server.get("/v2/runs/" + answer.at("run_id"));
    }

    private static void assertNothingShown(Answer answer, String workflow, String... values) {
        Answer details =
                server.get("/v2/run_logs/details?workflow_id=" + workflow + "&workflow_run_id=" + answer.at("run_id"));
        Answer list = server.get("/v2/runs?workflow_id=" + workflow);
        Answer stream = server.get("/v2/run_logs?workflow_id=" + workflow);
        for (Answer shown : List.of(logged(answer), details, list, stream)) {
            assertThat(shown.status()).isEqualTo(200);
            assertThat(new String(shown.body(), StandardCharsets.UTF_8))
                    .contains(String.valueOf(answer.at("run_id")))
                    .doesNotContain(values);
        }
        assertThat(details.at("workflow_run_id")).isEqualTo(answer.at("run_id"));
    }
}
