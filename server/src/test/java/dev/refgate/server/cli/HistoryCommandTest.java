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

class HistoryCommandTest {
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
        second = git.commit("Say \u001b[31mHi");
        git.updateRef("refs/heads/env/staging", second);
    }

    private Cmd history(String... more) {
        return Cmd.run(CliArguments.with(git.folder(), "history", "hello").and(more));
    }

    @Test
    void showsTheNewestRevisionFirstWithTheEnvironmentsThatHoldIt() {
        Cmd history = history();

        assertThat(history.code()).isZero();
        List<String> lines = history.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("REVISION +COMMIT +TIME +AUTHOR +ENVIRONMENTS +SUBJECT");
        assertThat(lines.get(1))
                .matches("r2 +" + second.substring(0, 12) + " +\\S+Z +Ada +development, staging +Say .*Hi")
                .endsWith("Say \\u001b[31mHi");
        assertThat(lines.get(2)).matches("r1 +" + first.substring(0, 12) + " +\\S+Z +Ada +production +Add hello");
    }

    @Test
    void saysHowManyItLeavesOut() {
        Cmd history = history("--limit", "1");

        assertThat(history.out().lines().toList()).hasSize(3).last().isEqualTo("and 1 before (--limit 2 shows all)");
        assertThat(history("--limit", "0").code()).isEqualTo(64);
    }

    @Test
    void printsJsonForPrograms() {
        Map<?, ?> json =
                (Map<?, ?>) Json.read(history("--json", "--limit", "1").out().getBytes(StandardCharsets.UTF_8));

        assertThat(json.get("workflow")).isEqualTo("hello");
        assertThat(json.get("total")).isEqualTo(2L);
        assertThat((List<?>) json.get("revisions")).singleElement().isInstanceOfSatisfying(Map.class, revision -> {
            assertThat(revision.get("revision")).isEqualTo("r2");
            assertThat(revision.get("commit")).isEqualTo(second);
            assertThat(revision.get("content")).isEqualTo(git.git("rev-parse", second + ":workflows/hello"));
            assertThat(revision.get("subject")).isEqualTo("Say \u001b[31mHi");
            assertThat(revision.get("environments")).isEqualTo(List.of("development", "staging"));
        });
    }

    @Test
    void namesTheWorkflowThatWasMeant() {
        Cmd unknown = Cmd.run(CliArguments.with(git.folder(), "history", "helo").and());

        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("helo has no revision on refs/heads/main", "did you mean \"hello\"?");
    }

    @Test
    void refusesAShallowCloneAndSaysWhatToDo() {
        Path shallow = temp.resolve("shallow");
        git.git("clone", "--quiet", "--depth=1", "file://" + git.folder(), shallow.toString());

        Cmd history = Cmd.run(CliArguments.with(shallow, "history", "hello").and());

        assertThat(history.code()).isEqualTo(1);
        assertThat(history.err()).contains("is a shallow clone", "fetch-depth: 0");
    }
}
