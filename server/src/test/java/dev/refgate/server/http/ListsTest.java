package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListsTest {
    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() {
        git = Samples.hello(folder);
        server = TestServer.serve(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void workflowsAreThoseOfTheSourceBranchUnlessTheCallSaysMore() {
        git.write("workflows/newer/workflow.yml", Samples.workflow("Newer"));
        String tip = git.commit("Add another");

        Answer latest = server.get("/v2/workflows");
        Answer production = server.get("/v2/workflows?environment=production");

        assertThat(ids(latest)).containsExactly("hello", "newer");
        assertThat(ids(production)).containsExactly("hello");
        assertThat(latest.at("has_more")).isEqualTo(false);
        assertThat(latest.at("data", 0, "revision_id")).isEqualTo(tip);
        assertThat(latest.at("data", 0, "workflow_config"))
                .isEqualTo(Map.of("workflow_display_name", "Greeting", "workflow_description", "Greets."));
        assertThat((String) latest.at("data", 0, "content_id")).matches("[0-9a-f]{40}");
    }

    @Test
    void workflowsComeInPages() {
        for (String id : List.of("a", "b", "c", "d")) {
            git.write("workflows/" + id + "/workflow.yml", Samples.workflow(id));
        }
        git.commit("Add some");

        Answer first = server.get("/v2/workflows?limit=3");
        Answer second = server.get("/v2/workflows?limit=3&start_at=" + first.at("next_cursor"));

        assertThat(ids(first)).containsExactly("a", "b", "c");
        assertThat(first.at("has_more")).isEqualTo(true);
        assertThat(ids(second)).containsExactly("d", "hello");
        assertThat(second.at("has_more")).isEqualTo(false);
        assertThat(server.get("/v2/workflows?limit=0").status()).isEqualTo(422);
        assertThat(server.get("/v2/workflows?limit=many").at("detail", 0, "loc"))
                .isEqualTo(List.of("query", "limit"));
    }

    @Test
    void aWorkflowWithProblemsIsListedWithThem() {
        git.write("workflows/broken/workflow.yml", "version: 1\nblocks: 7\n");
        git.commit("Break one");

        Answer answer = server.get("/v2/workflows/broken");

        assertThat(answer.status()).isEqualTo(200);
        assertThat((String) answer.at("data", "problems", 0)).startsWith("workflows/broken/workflow.yml:2:");
        assertThat(server.get("/v2/workflows/hello").at("data", "problems")).isEqualTo(List.of());
        assertThat(server.get("/v2/workflows/nobody").status()).isEqualTo(404);
    }

    @Test
    void environmentsSayWhereTheyPointTo() {
        String commit = git.git("rev-parse", "HEAD");
        git.git("update-ref", "-d", "refs/heads/env/staging");

        Answer answer = server.get("/v2/environments");

        assertThat(answer.at("policy", "source")).isEqualTo("main");
        assertThat(answer.at("policy", "commit")).isEqualTo(commit);
        assertThat(answer.at("policy", "stale_because")).isNull();
        assertThat(answer.at("data", 2, "name")).isEqualTo("production");
        assertThat(answer.at("data", 2, "ref")).isEqualTo("refs/heads/env/production");
        assertThat(answer.at("data", 2, "from")).isEqualTo("staging");
        assertThat(answer.at("data", 2, "commit")).isEqualTo(commit);
        assertThat(answer.at("data", 1, "commit")).isNull();
        assertThat((String) answer.at("data", 1, "error")).contains("refs/heads/env/staging");
        assertThat(server.execute("hello", "?environment=staging", Map.of()).status())
                .isEqualTo(404);
        assertThat(server.execute("hello", "?environment=production", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void aBrokenPolicyIsReportedAndTheLastOneCounts() {
        String before = git.git("rev-parse", "HEAD");
        git.write("refgate.yml", "version: 1\nenvironments: none\n").commit("Break the policy");

        Answer answer = server.get("/v2/environments");

        assertThat(answer.at("policy", "commit")).isEqualTo(before);
        assertThat((String) answer.at("policy", "stale_because")).contains("refgate.yml");
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
        assertThat(server.execute("hello", "?environment=production", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void healthSaysWhyTheServerIsNotReady() {
        assertThat(server.get("/health/live").at("status")).isEqualTo("live");
        assertThat(server.get("/health/ready").at("status")).isEqualTo("ready");

        git.git("update-ref", "-d", "refs/heads/main");
        Answer answer = server.get("/health/ready");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("status")).isEqualTo("not ready");
        assertThat((String) answer.at("reason")).contains("main");
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    private static List<Object> ids(Answer answer) {
        return ((List<?>) answer.at("data"))
                .stream()
                        .map(entry -> (Object) ((Map<?, ?>) entry).get("workflow_id"))
                        .toList();
    }
}
