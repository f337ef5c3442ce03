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

/** An environment that is a tag: it moves for the whole repository, and its deployments are numbered tags. */
class TagEnvironmentTest {
    private static final String FILE = "workflows/hello/workflow.yml";
    private static final String TAG = "refs/tags/production";

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                  production: { ref: refs/tags/production, from: development }
                """);
        change("Hello");
    }

    private String change(String greeting) {
        return git.write(FILE, Samples.workflow(greeting)).commit("Say " + greeting);
    }

    private Cmd refgate(String command, String... more) {
        return Cmd.run(CliArguments.with(git.folder(), command).and(more));
    }

    private Cmd promote(String... more) {
        return Cmd.run(
                CliArguments.with(git.folder(), "promote", "--to", "production", "--actor", "Ada <ada@example.com>")
                        .and(more));
    }

    private String answer() {
        Cmd run = refgate("run", "hello", "--environment", "production", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        Map<?, ?> answer = (Map<?, ?>) Json.read(run.out().getBytes(StandardCharsets.UTF_8));
        return (String) ((Map<?, ?>) answer.get("outputs")).get("answer");
    }

    private String commit(String ref) {
        return git.git("rev-parse", ref + "^{commit}");
    }

    @Test
    void promotesTheWholeRepositoryAndRollsItBack() {
        String one = commit("main");
        assertThat(promote().code()).isZero();
        String two = change("Good morning");
        Cmd promoted = promote("--reason", "It was asked for");

        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(answer()).isEqualTo("Good morning World");
        assertThat(git.git("cat-file", "-t", TAG)).isEqualTo("tag");
        assertThat(commit(TAG)).isEqualTo(two);
        assertThat(commit("refs/tags/deployments/production/1")).isEqualTo(one);
        assertThat(commit("refs/tags/deployments/production/2")).isEqualTo(two);
        assertThat(git.git("for-each-ref", "--format=%(contents)", "refs/tags/deployments/production/2"))
                .contains("Reason: \"It was asked for\"");

        Cmd back = refgate("rollback", "production", "--actor", "Bob <bob@example.com>");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(answer()).isEqualTo("Hello World");
        assertThat(commit(TAG)).isEqualTo(one);
        assertThat(commit("refs/tags/deployments/production/3")).isEqualTo(one);
        Cmd held = promote();
        assertThat(held.code()).isEqualTo(3);
        assertThat(held.err()).contains("gate hold failed", "--release-hold");
        assertThat(promote("--release-hold").code()).isZero();
        assertThat(answer()).isEqualTo("Good morning World");
        assertThat(git.git("fsck", "--strict", "--no-progress", "--no-dangling"))
                .isEmpty();
    }

    @Test
    void listsItsDeploymentsByNumberPageByPage() {
        for (String greeting : new String[] {"One", "Two", "Three"}) {
            change(greeting);
            assertThat(promote().code()).isZero();
        }

        Cmd all = refgate("deployments", "production");
        Map<?, ?> first = (Map<?, ?>) Json.read(refgate("deployments", "production", "--limit", "2", "--json")
                .out()
                .getBytes(StandardCharsets.UTF_8));
        Cmd second = refgate("deployments", "production", "--limit", "2", "--after", (String) first.get("next"));

        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines().filter(line -> line.contains("dep-"))).hasSize(3);
        assertThat(second.out().lines().filter(line -> line.contains("dep-"))).hasSize(1);
    }

    @Test
    void oneWorkflowCannotMoveAlone() {
        Cmd promote = promote("--workflow", "hello");

        assertThat(promote.code()).isEqualTo(64);
        assertThat(promote.err()).contains("production is a tag, which moves for all workflows at once");
        assertThat(git.git("for-each-ref", "refs/tags")).isEmpty();
    }

    @Test
    void aTagThatWasMovedByHandIsServedAndShownAsExternal() {
        assertThat(promote().code()).isZero();
        change("Hand-made");
        git.git("tag", "--force", "production", "main");

        Cmd deployments = refgate("deployments", "production", "--json");

        assertThat(answer()).isEqualTo("Hand-made World");
        Map<?, ?> page = (Map<?, ?>) Json.read(deployments.out().getBytes(StandardCharsets.UTF_8));
        List<?> each = (List<?>) page.get("deployments");
        assertThat(each).hasSize(2);
        assertThat(((Map<?, ?>) each.get(0)).get("external")).isEqualTo(true);
        assertThat(((Map<?, ?>) each.get(1)).get("external")).isEqualTo(false);
    }

    @Test
    void aLightweightTagIsReplacedByAnAnnotatedOne() {
        git.git("tag", "production", "main");
        change("Good morning");

        Cmd promoted = promote();

        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(git.git("cat-file", "-t", TAG)).isEqualTo("tag");
        assertThat(answer()).isEqualTo("Good morning World");
    }

    @Test
    void aDeletedTagIsNamedAndComesBackWithTheNextPromotion() {
        assertThat(promote().code()).isZero();
        git.git("tag", "--delete", "production");

        Cmd gone = refgate("run", "hello", "--environment", "production", "--json");
        Cmd promoted = promote();

        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains(TAG, "does not exist");
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(commit("refs/tags/deployments/production/2")).isEqualTo(commit("main"));
        assertThat(answer()).isEqualTo("Hello World");
    }

    @Test
    void aBranchOfTheSameNameDoesNotShadowIt() {
        assertThat(promote().code()).isZero();
        String deployed = commit(TAG);
        String other = change("Branch");
        git.git("branch", "production", other);

        assertThat(answer()).isEqualTo("Hello World");
        assertThat(promote().code()).isZero();
        assertThat(commit("refs/heads/production")).isEqualTo(other);
        assertThat(commit("refs/tags/deployments/production/1")).isEqualTo(deployed);
        assertThat(answer()).isEqualTo("Branch World");
    }
}
