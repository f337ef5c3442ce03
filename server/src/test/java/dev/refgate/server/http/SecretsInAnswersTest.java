package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsInAnswersTest {
    private static final String WORKFLOW = """
            version: 1
            blocks:
              - { id: header, type: text, value: "Bearer {{ _env.TOKEN }}" }
              - { id: request, type: json, value: { headers: ["{{ header.output }}"], tries: 3 } }
            outputs:
              sent: "{{ request.output.headers | length }}"
              base: "{{ _env.BASE_URL }}"
            """;

    @TempDir
    Path folder;

    @Test
    void settingsAreMaskedInWhatBlocksPutOutAndOutputsAreTheWorkflowsOwn() {
        PlainGit git = Samples.hello(folder);
        git.write("workflows/call/workflow.yml", WORKFLOW);
        Samples.pointAll(git, git.commit("Add call"));
        Map<String, String> variables = Map.of(
                "REFGATE_ENV__PRODUCTION__TOKEN", "tok-12345",
                "REFGATE_ENV__PRODUCTION__BASE_URL", "https://desk.example");

        try (TestServer server = TestServer.serve(folder, variables)) {
            Answer answer = server.execute("call", "?environment=production", Map.of());

            assertThat(answer.at("run", "state", "header", "output")).isEqualTo("Bearer ***");
            assertThat(answer.at("run", "state", "request", "output"))
                    .isEqualTo(Map.of("headers", List.of("Bearer ***"), "tries", 3L));
            assertThat(answer.at("outputs")).isEqualTo(Map.of("sent", 1L, "base", "https://desk.example"));
        }
    }
}
