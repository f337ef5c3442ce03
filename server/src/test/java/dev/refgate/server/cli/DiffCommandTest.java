package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    private Path temp;

    private PlainGit git;
    private String first;
    private String second;

    @BeforeEach
    void create() {
        git = Samples.hello(temp.resolve("repository"));
        first = git.git("rev-parse", "HEAD");
        git.write("workflows/hello/workflow.yml", Samples.workflow("Hi"));
        git.write("workflows/other/workflow.yml", Samples.workflow("Other"));
        second = git.commit("Say Hi");
        git.updateRef("refs/heads/env/staging", second);
    }

    private Cmd diff(String... arguments) {
        return Cmd.run(CliArguments.with(git.folder(), "diff").and(arguments));
    }

    @Test
    void comparesEnvironments() {
        Cmd diff = diff("production", "staging");

        assertThat(diff.code()).isZero();
        assertThat(diff.out())
                .startsWith("production (" + first.substring(0, 12) + ") → staging (" + second.substring(0, 12)
                        + "): 2 workflows differ")
                .contains("hello changed", "other added", "production", "Hello", "Hi")
                .doesNotContain("\u001b");
    }

    @Test
    void comparesTheWorkflowsThatAreNamed() {
        Cmd diff = diff("production", "staging", "hello");

        assertThat(diff.out()).contains("1 workflow differs", "hello changed").doesNotContain("other");
        assertThat(diff("r1", "r2", "hello").out()).contains("r1 (" + first.substring(0, 12), "hello changed");
    }

    @Test
    void theExitCodeTellsWhenItIsAskedTo() {
        assertThat(diff("production", "staging", "--exit-code").code()).isEqualTo(2);
        assertThat(diff("staging", "latest", "--exit-code").code()).isZero();
        assertThat(diff("production", "staging").code()).isZero();
    }

    @Test
    void comparesWithTheWorkTree() {
        assertThat(diff("latest", ".", "--exit-code").code()).isZero();
        git.write("workflows/hello/workflow.yml", Samples.workflow("Not committed"));

        Cmd diff = diff("latest", "worktree", "--exit-code");

        assertThat(diff.code()).isEqualTo(2);
        assertThat(diff.out()).contains("→ work tree: 1 workflow differs", "Not committed");
        assertThat(diff(".", "latest").out()).startsWith("work tree → latest");
    }

    @Test
    void rendersInEachFormat() {
        Map<?, ?> json = (Map<?, ?>) Json.read(
                diff("production", "staging", "--format", "json").out().getBytes(StandardCharsets.UTF_8));

        assertThat(json.get("from")).isEqualTo("production (" + first.substring(0, 12) + ")");
        assertThat((List<?>) json.get("workflows")).hasSize(2);
        assertThat(diff("production", "staging", "--format", "markdown").out()).contains("```mermaid", "```diff");
        assertThat(diff("production", "staging", "--format", "html").out())
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n");
        assertThat(diff("production", "staging", "--colour", "always").out()).contains("\u001b[");
        assertThat(diff("production", "staging", "--color", "never").out()).doesNotContain("\u001b[");
    }

    @Test
    void writesAFileInsteadOfPrinting() {
        Path page = temp.resolve("page.html");

        Cmd diff = diff("production", "staging", "--format", "html", "--output", page.toString(), "--exit-code");

        assertThat(diff.code()).isEqualTo(2);
        assertThat(diff.out()).isEmpty();
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("hello");
        Cmd nowhere = diff(
                "production", "staging", "--output", temp.resolve("none/page").toString());
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("NoSuchFileException", "none/page");
    }

    @Test
    void saysWhatASideCanBe() {
        Cmd unknown = diff("prodution", "staging");
        Cmd number = diff("r1", "staging");
        Cmd workflow = diff("production", "staging", "helo");
        Cmd expression = diff("HEAD~1", "staging");

        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err())
                .contains("prodution (expected one of: development, staging, production; did you mean \"production\"?)")
                .contains("nor is there a revision: prodution (expected a commit id");
        assertThat(number.code()).isEqualTo(64);
        assertThat(number.err()).contains("r1 is a number", "exactly one workflow");
        assertThat(workflow.code()).isEqualTo(1);
        assertThat(workflow.err()).contains("helo is neither in production", "did you mean \"hello\"?");
        assertThat(expression.code()).isEqualTo(64);
        assertThat(diff("production").code()).isEqualTo(64);
    }
}
