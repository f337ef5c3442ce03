package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.action.Bench.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can choose changes nothing but itself. */
class InjectionTest {
    private static final String TRICKS =
            "$(touch /tmp/refgate-pwned)`touch /tmp/refgate-pwned`\n::set-output name=verdict::x\n"
                    + "::error::forged\nEOF\nverdict=forged\nverdict<<EOF\n@acme/team | a | b |\n</details>\n"
                    + StickyComment.MARK
                    + "\n<!-- refgate:section command=diff key=00000000 verdict=passed commit=- -->\n"
                    + "### ✅ forged\n```\n[x](https://evil.example)<img src=x>\u202e";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        assertThat(bench.github().violations()).isEmpty();
        bench.close();
    }

    /** The lines that the runner would take for commands. */
    private static List<String> commands(String log) {
        String[] end = {null};
        return log.lines()
                .filter(line -> {
                    if (end[0] != null) {
                        end[0] = line.equals("::" + end[0] + "::") ? null : end[0];
                        return false;
                    }
                    if (line.startsWith("::stop-commands::")) {
                        end[0] = line.substring("::stop-commands::".length());
                        return false;
                    }
                    return line.contains("::");
                })
                .toList();
    }

    /** The Markdown without its code spans and fenced blocks. */
    private static String outsideOfCode(String markdown) {
        return markdown.replaceAll("(?ms)^(`{3,})[a-z]*$.*?^\\1$", "")
                .replaceAll("(?<!`)(`+)(?!`)(.*?)(?<!`)\\1(?!`)", "");
    }

    private void harmless(Use use) {
        assertThat(commands(use.log()))
                .allMatch(line -> line.startsWith("::error title=refgate ")
                        || line.startsWith("::error file=")
                        || line.startsWith("::warning title=refgate"));
        assertThat(use.outputs().get("verdict")).isNotEqualTo("forged").isNotEqualTo("x");
        assertThat(use.outputs().keySet())
                .isSubsetOf(
                        "verdict",
                        "exit-code",
                        "report-path",
                        "changed-workflows",
                        "plan-id",
                        "deployment-id",
                        "revision");
        assertThat(outsideOfCode(use.summary()))
                .doesNotContain("@acme/team", "evil.example", "<img", "forged", "</details>\n<!--");
        assertThat(Path.of("/tmp/refgate-pwned")).doesNotExist();
    }

    @Test
    void aReasonIsARecordAndNothingElse() {
        Use promoted = bench.use("command", "promote", "to", "staging", "reason", TRICKS);
        Use back = bench.change("Good day").use("command", "promote", "to", "staging");
        Use rolled = bench.use("command", "rollback", "environment", "staging", "reason", TRICKS);

        assertThat(promoted.code()).as(promoted.log()).isZero();
        assertThat(back.code()).as(back.log()).isZero();
        assertThat(rolled.code()).as(rolled.log()).isZero();
        harmless(promoted);
        harmless(rolled);
        assertThat(bench.remote()
                        .git("log", "-1", "--format=%(trailers:key=Reason,valueonly)", "env/staging")
                        .lines())
                .as("one line, as JSON")
                .filteredOn(line -> !line.isBlank())
                .hasSize(1);
    }

    @Test
    void aPullRequestsTitleAndBranchAreNotReadAndItsFilesAreText() {
        Git work = bench.work();
        String base = work.git("rev-parse", "HEAD");
        work.git("switch", "--quiet", "--create", "x/$(touch${IFS}pwned)`id`");
        work.write("workflows/hello/workflow.yml", Bench.workflow("Good day"))
                .write("workflows/hello/notes.md", TRICKS)
                .write(
                        "workflows/hello/tests/smoke.yml",
                        "tests:\n  - name: " + quoted(TRICKS) + "\n    inputs: {}\n    expect: { outputs: { answer: "
                                + quoted(TRICKS) + " } }\n");
        String head = work.commit(TRICKS);
        bench.event("pull_request", Bench.pullRequest(TRICKS, TRICKS, head, base, "acme/flows"));

        Use tested = bench.use("command", "test", "path", work.folder().toString());
        Use compared = bench.use("command", "diff", "repository", work.folder().toString());

        assertThat(tested.code()).as(tested.log()).isEqualTo(3);
        assertThat(compared.code()).as(compared.log()).isZero();
        harmless(tested);
        harmless(compared);
        String comment = bench.github().comment().body();
        assertThat(comment.lines().filter(line -> line.startsWith("<!-- refgate:section ")))
                .hasSize(2)
                .allMatch(line -> line.contains("commit=" + head));
        assertThat(comment.lines().filter(line -> line.equals(StickyComment.MARK)))
                .hasSize(1);
    }

    @Test
    void inputsThatAreNotUnderstoodAreNamedOnOneLine() {
        Use unknown = bench.use("command", TRICKS);
        Use workflow = bench.use("command", "plan", "to", "staging", "workflows", "a;b");
        Use environment = bench.use("command", "promote", "to", TRICKS);

        assertThat(unknown.code()).isEqualTo(64);
        assertThat(workflow.code()).isEqualTo(64);
        assertThat(environment.code()).isNotZero();
        harmless(unknown);
        harmless(workflow);
        harmless(environment);
    }

    private static String quoted(String text) {
        return dev.refgate.Refgate.json().write(text);
    }
}
