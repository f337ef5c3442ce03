package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each block began with, in the run log. */
@Timeout(120)
class BlockInputsTest {
    private static final String PRODUCTION = "?environment=production";
    private static final String TOKEN = "tok 12345+x";

    @TempDir
    private static Path folder;

    @TempDir
    private static Path data;

    private static TestServer server;

    @BeforeAll
    static void serve() {
        PlainGit git = Samples.hello(folder)
                .write("workflows/all/workflow.yml", """
                version: 1
                inputs:
                  name: { type: string }
                  mail: { type: string, sensitive: true }
                blocks:
                  - { id: greet, type: text, value: "Hi {{ inputs.name }}" }
                  - { id: script, type: javascript, source: "export default (i) => i.n.length", with: { n: "{{ inputs.name }}" } }
                  - { id: go, type: continue_if, condition: "{{ script.output > 0 }}" }
                  - { id: pause, type: delay, for: 1ms }
                  - id: fetch
                    type: http
                    url: "http://127.0.0.1:1/{{ inputs.name }}"
                    query: { mail: "{{ inputs.mail }}", token: "{{ _env.TOKEN }}" }
                    headers: { Authorization: "Basic {{ _env.TOKEN }}", X-Name: "{{ inputs.name }}" }
                    json: { n: "{{ script.output }}", token: "{{ _env.TOKEN }}" }
                    on_error: continue
                  - id: ask
                    type: llm
                    base_url: "http://127.0.0.1:1/v1?t={{ _env.TOKEN | urlencode }}"
                    api_key: "{{ _env.TOKEN }}"
                    model: small
                    messages: [ { role: user, content: "Who is {{ inputs.name }}?" } ]
                    on_error: continue
                  - { id: keep, type: save_document, collection: people, key: "{{ inputs.name }}", document: { n: 1 } }
                  - { id: find, type: query_documents, collection: people, where: { n: 1 } }
                  - { id: other, type: workflow, workflow: hello, inputs: { name: "{{ inputs.name }}" } }
                  - { id: never, type: text, if: "{{ false }}", value: x }
                outputs: { answer: "{{ other.output.answer }}" }
                """)
                .write("workflows/repeated/workflow.yml", """
                version: 1
                inputs: { name: { type: string } }
                blocks:
                  - id: script
                    type: javascript
                    source: "export default (i) => i.a.length + i.b.length"
                    with: { a: "{{ inputs.name }}", b: "{{ inputs.name }}" }
                outputs: { n: "{{ script.output }}" }
                """);
        Samples.pointAll(git, git.commit("Add all"));
        server = TestServer.serve(git.folder(), Map.of("REFGATE_ENV__PRODUCTION__TOKEN", TOKEN), data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyBlocksInputIsInTheLogWithoutSecrets() {
        Answer answer = server.execute("all", PRODUCTION, Map.of("name", "Ada", "mail", "ada@example.com"));
        assertThat(answer.at("status")).as(answer.toString()).isEqualTo("success");

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));
        Answer scout = server.get("/v2/run_logs/details?workflow_id=all&workflow_run_id=" + answer.at("run_id"));

        Map<Object, Object> inputs = new LinkedHashMap<>();
        ((List<?>) logged.at("blocks"))
                .forEach(block -> inputs.put(((Map<?, ?>) block).get("block_id"), ((Map<?, ?>) block).get("input")));
        assertThat(inputs)
                .containsEntry("greet", Map.of("value", "Hi Ada"))
                .containsEntry("script", Map.of("with", Map.of("n", "Ada")))
                .containsEntry("go", Map.of("condition", true))
                .containsEntry("pause", Map.of("for", "1ms"))
                .containsEntry(
                        "fetch",
                        Map.of(
                                "method",
                                "POST",
                                "url",
                                "http://127.0.0.1:1/Ada",
                                "query",
                                Map.of("mail", "***", "token", "***"),
                                "headers",
                                Map.of("Authorization", "***", "X-Name", "Ada", "Content-Type", "application/json"),
                                "json",
                                Map.of("n", 3L, "token", "***")))
                .containsEntry(
                        "ask",
                        Map.of(
                                "base_url",
                                "http://127.0.0.1:1/v1?t=***",
                                "model",
                                "small",
                                "messages",
                                List.of(Map.of("role", "user", "content", "Who is Ada?"))))
                .containsEntry("keep", Map.of("collection", "people", "key", "Ada", "document", Map.of("n", 1L)))
                .containsEntry("find", Map.of("collection", "people", "where", Map.of("n", 1L)))
                .containsEntry("other", Map.of("workflow", "hello", "inputs", Map.of("name", "Ada")))
                .containsEntry("never", null);
        assertThat(scout.at("blocks", "script", "block_inputs")).isEqualTo(Map.of("with", Map.of("n", "Ada")));
        assertThat(scout.at("blocks", "never", "block_inputs")).isEqualTo(Collections.emptyMap());
        for (Answer shown : List.of(logged, scout)) {
            assertThat(new String(shown.body(), StandardCharsets.UTF_8))
                    .doesNotContain("tok 12345", "tok+12345", "tok%2012345", "ada@example");
        }
    }

    @Test
    void anInputThatIsTooLargeLeavesItsDigestAndTheRunCanBeRunAgain() {
        Answer answer = server.execute("repeated", PRODUCTION, Map.of("name", "x".repeat(200_000)));

        Answer logged = server.get("/v2/runs/" + answer.at("run_id"));

        assertThat(logged.at("blocks", 0, "input", "truncated")).isEqualTo(true);
        assertThat((String) logged.at("blocks", 0, "input", "sha256")).matches("[0-9a-f]{64}");
        assertThat(logged.at("blocks", 0, "output")).isEqualTo(400_000L);
        assertThat(logged.at("truncated")).isEqualTo(false);
        assertThat(server.post("/v2/runs/" + answer.at("run_id") + "/rerun", "{}")
                        .status())
                .isEqualTo(200);
    }
}
