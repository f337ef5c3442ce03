package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of pull requests that are run as if they were environments. */
@Timeout(300)
class PreviewsTest {
    private static final String PULL = "refs/pull/42/head";
    private static final Map<String, String> KEYS = Map.of(
            "previewer", "execute:pr-*",
            "one", "execute:pr-42",
            "other", "execute:pr-7",
            "everywhere", "execute:*",
            "releaser", "promote:*",
            "boss", "admin");
    private static final Map<String, String> SETTINGS = Map.of(
            "REFGATE_ENV__PREVIEW__TOKEN", "of-previews",
            "REFGATE_ENV__PR_42__TOKEN", "of-no-one",
            "REFGATE_ENV__PR_42__OWN", "of-no-one",
            "REFGATE_ENV__PRODUCTION__TOKEN", "of-production",
            "REFGATE_ENV__PRODUCTION__SECRET", "of-production-alone");

    /** What the pull request adds: everything that somebody could want to find out. */
    private static final String CURIOUS = """
            version: 1
            blocks:
              - id: token
                type: text
                value: "{{ 'of previews' if _env.TOKEN | default('') == 'of-previews' else 'another' }}"
              - { id: own, type: text, value: "{{ _env.OWN | default('none') }}" }
              - { id: secret, type: text, value: "{{ _env.SECRET | default('none') }}" }
            outputs: { token: "{{ token.output }}", own: "{{ own.output }}", secret: "{{ secret.output }}" }
            """;

    private static final String KEEPING = """
            version: 1
            inputs: { text: { type: string } }
            blocks:
              - { id: save, type: save_document, collection: notes, document: { text: "{{ inputs.text }}" } }
              - { id: all, type: query_documents, collection: notes }
            outputs: { texts: "{{ all.output | map(attribute='text') | list }}" }
            """;

    @TempDir
    private Path folder;

    private PlainGit git;
    private String head;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"));
        git.write("workflows/keeping/workflow.yml", KEEPING);
        Samples.pointAll(git, git.commit("Add keeping"));
        git.git("checkout", "--quiet", "-b", "change");
        git.write("workflows/hello/workflow.yml", Samples.workflow("Bonjour"));
        git.write("workflows/hello/tests/smoke.yml", """
                tests:
                  - name: greets in French
                    live: true
                    inputs: { name: World }
                    expect: { outputs: { answer: "Bonjour World" } }
                """);
        git.write("workflows/curious/workflow.yml", CURIOUS);
        git.write("refgate.yml", Samples.POLICY + "  evil: { ref: refs/heads/change }\n");
        head = git.commit("Greet in French");
        git.git("checkout", "--quiet", "main");
        git.git("branch", "-D", "change");
        git.updateRef(PULL, head);
        server = TestServer.of(git.folder())
                .variables(SETTINGS)
                .previews()
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(KEYS)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer run(String key, String workflow, String query, Map<String, ?> inputs) {
        return server.send(server.execution(workflow, query, inputs, false)
                .header("Authorization", "Bearer " + server.key(key))
                .build());
    }

    private void pushToPullRequest(String path, String content) {
        git.git("checkout", "--quiet", "--detach", head);
        git.write(path, content);
        git.updateRef(PULL, git.commit("Change " + path));
        git.git("checkout", "--quiet", "main");
    }

    private Answer run(String query) {
        return run("previewer", "hello", query, Map.of());
    }

    private Answer get(String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + server.key("boss"))
                .build());
    }

    @Test
    void aPullRequestIsRunAsAnEnvironmentOfItsOwn() {
        Answer answer = run("?environment=pr-42");

        assertThat(answer.at("outputs", "answer")).as(answer.toString()).isEqualTo("Bonjour World");
        assertThat(answer.at("environment")).isEqualTo("pr-42");
        assertThat(answer.at("ref")).isEqualTo(PULL);
        assertThat(answer.at("revision_id")).isEqualTo(head);
        Answer logged = get("/v2/runs?environment=pr-42");
        assertThat(logged.at("data", 0, "environment")).as(logged.toString()).isEqualTo("pr-42");
        assertThat(logged.at("data", 0, "revision_id")).isEqualTo(head);
        assertThat(get("/metrics").toString()).contains("environment=\"pr-*\"").doesNotContain("\"pr-42\"");
    }

    @Test
    void aNewHeadCountsFromTheNextRunOn() {
        git.updateRef(PULL, git.git("rev-parse", "main"));

        assertThat(run("?environment=pr-42").at("outputs", "answer")).isEqualTo("Hello World");
    }

    @Test
    void itSeesTheSettingsOfPreviewsAndNoOthers() {
        Answer answer = run("previewer", "curious", "?environment=pr-42", Map.of());

        assertThat(answer.at("outputs"))
                .as(answer.toString())
                .isEqualTo(Map.of("token", "of previews", "own", "none", "secret", "none"));
    }

    @Test
    void itHasDocumentsOfItsOwn() {
        run("boss", "keeping", "?environment=production", Map.of("text", "of production"));

        Answer preview = run("previewer", "keeping", "?environment=pr-42", Map.of("text", "of 42"));
        git.updateRef("refs/pull/43/head", head);
        Answer other = run("previewer", "keeping", "?environment=pr-43", Map.of("text", "of 43"));

        assertThat(preview.at("outputs", "texts")).as(preview.toString()).isEqualTo(List.of("of 42"));
        assertThat(other.at("outputs", "texts")).isEqualTo(List.of("of 43"));
        assertThat(run("boss", "keeping", "?environment=production", Map.of("text", "again"))
                        .at("outputs", "texts"))
                .isEqualTo(List.of("of production", "again"));
    }

    @Test
    void itIsForKeysThatSaySo() {
        assertThat(run("one", "hello", "?environment=pr-42", Map.of()).status()).isEqualTo(200);
        assertThat(run("boss", "hello", "?environment=pr-42", Map.of()).status())
                .isEqualTo(200);
        for (String key : List.of("everywhere", "other", "releaser")) {
            Answer refused = run(key, "hello", "?environment=pr-42", Map.of());
            assertThat(refused.status()).as(key + ": " + refused).isEqualTo(403);
            assertThat(refused.toString()).contains("execute:pr-42");
        }
        assertThat(run("?environment=production").status()).isEqualTo(403);
        assertThat(run("").status()).isIn(403, 422);
    }

    @Test
    void thePolicyIsThatOfTheSourceBranch() {
        assertThat(run("boss", "hello", "?environment=evil", Map.of()).status()).isEqualTo(404);

        pushToPullRequest("refgate.yml", "nothing: right\n");

        assertThat(run("?environment=pr-42").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pr-41", "pr-0", "pr-042", "pr-", "pr-x", "pr-42x", "pr-9999999999", "PR-42"})
    void whatIsNoPullRequestIsNotThere(String environment) {
        Answer answer = run("boss", "hello", "?environment=" + environment, Map.of());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.toString()).contains("environment: " + environment);
    }

    @Test
    void itsCommitIsNotRunInTheNameOfAnEnvironment() {
        for (String environment : List.of("", "&environment=production", "&environment=development")) {
            assertThat(run("boss", "hello", "?revision_id=" + head + environment, Map.of())
                            .status())
                    .isEqualTo(403);
        }
        assertThat(run("?environment=pr-42&revision_id=" + head).status()).isEqualTo(200);
        Answer other = run("?environment=pr-42&revision_id=" + git.git("rev-parse", "main"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.toString()).contains("not the head of pr-42");
    }

    @Test
    void aRunIsRunAgainWhileTheHeadIsThere() {
        String run = String.valueOf(run("?environment=pr-42").at("run_id"));

        Answer again = server.send(server.request("/v2/runs/" + run + "/rerun")
                .header("Authorization", "Bearer " + server.key("previewer"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());

        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        assertThat(again.at("outputs", "answer")).isEqualTo("Bonjour World");
    }

    @Test
    void itIsListedNowhereAndMovesNowhere() {
        assertThat(get("/v2/environments").toString()).doesNotContain("pr-42");
        Answer moved = server.send(server.request("/v2/environments/pr-42/promote")
                .header("Authorization", "Bearer " + server.key("boss"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(Map.of("from", "development"))))
                .build());
        assertThat(moved.status()).as(moved.toString()).isEqualTo(404);
        assertThat(git.git("rev-parse", PULL)).isEqualTo(head);
    }

    @Test
    void withoutTheSettingThereIsNone() throws Exception {
        try (TestServer closed = TestServer.of(git.folder())
                .variables(SETTINGS)
                .data(Files.createDirectory(folder.resolve("closed")))
                .keys(KEYS)
                .start()) {
            Answer answer = closed.send(closed.execution("hello", "?environment=pr-42", Map.of(), false)
                    .header("Authorization", "Bearer " + closed.key("boss"))
                    .build());

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.toString()).contains("serve --allow-previews");
        }
    }

    @Test
    void anEnvironmentOfTheSettingsNameSharesThemWithNobody() {
        git.write("refgate.yml", Samples.POLICY + "  preview: { ref: refs/heads/env/preview }\n");
        git.commit("Declare preview");

        Answer answer = run("?environment=pr-42");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.toString()).contains("refgate.yml declares an environment preview");
    }

    @Test
    void itsOwnLiveTestsAreRunOnIt() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), server.key("previewer"));
        String[] smoke = {
            "smoke",
            "--repository",
            git.folder().toString(),
            "--server",
            server.http().address(),
            "--api-key-file",
            key.toString(),
            "--environment",
            "pr-42"
        };

        Cmd passed = Cmd.run(smoke);
        assertThat(passed.code()).as(passed.err() + passed.out()).isZero();
        assertThat(passed.out()).contains("greets in French");

        pushToPullRequest("workflows/hello/workflow.yml", Samples.workflow("Salut"));
        Cmd failed = Cmd.run(smoke);
        assertThat(failed.code()).as(failed.err() + failed.out()).isEqualTo(3);
        assertThat(failed.out()).contains("Salut World");
    }
}
