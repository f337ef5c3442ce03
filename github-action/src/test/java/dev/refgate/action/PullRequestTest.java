package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.action.Bench.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull request is told about its change. */
class PullRequestTest {
    private static final String FILE = "workflows/hello/workflow.yml";

    @TempDir
    private Path folder;

    private Bench bench;
    private String base;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        base = bench.work().git("rev-parse", "HEAD");
        bench.work().git("switch", "--quiet", "--create", "feature");
    }

    @AfterEach
    void close() {
        assertThat(bench.github().violations()).isEmpty();
        bench.close();
    }

    /** Commits what is in the work tree, moves the base on, and checks the merge of both out, as GitHub does. */
    private String proposed(String repository) {
        String head = bench.work().commit("Change it");
        bench.work().git("switch", "--quiet", "main");
        bench.work()
                .write("workflows/other/workflow.yml", Bench.workflow("Other"))
                .commit("Add other");
        bench.push();
        bench.work().git("switch", "--quiet", "--detach", "main");
        bench.work().git("merge", "--quiet", "--no-ff", "-m", "Merge", head);
        bench.event("pull_request", Bench.pullRequest("Greet", "feature", head, base, repository));
        return head;
    }

    private Use use(String... inputs) {
        return bench.use(inputs);
    }

    private Use validate() {
        return use("command", "validate", "path", bench.work().folder().toString());
    }

    private Use test() {
        return use("command", "test", "path", bench.work().folder().toString());
    }

    private Use diff() {
        return use("command", "diff", "repository", bench.work().folder().toString());
    }

    @Test
    void validateTestAndDiffShareOneComment() {
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("acme/flows");

        Use validated = validate();
        Use tested = test();
        Use compared = diff();

        assertThat(validated.code()).as(validated.log()).isZero();
        assertThat(validated.outputs()).containsEntry("verdict", "passed").containsEntry("exit-code", "0");
        assertThat(tested.code()).isEqualTo(3);
        assertThat(tested.outputs()).containsEntry("verdict", "failed");
        assertThat(tested.log())
                .contains(
                        "::error file=workflows/hello/tests/smoke.yml,line=2,col=5,title=refgate test::hello: greets");
        assertThat(compared.code()).as(compared.log()).isZero();
        assertThat(compared.outputs())
                .containsEntry("verdict", "different")
                .containsEntry("changed-workflows", "[\"hello\"]");
        assertThat(bench.github().comment().body())
                .startsWith(StickyComment.MARK + "\n## ❌ Refgate: test failed (")
                .contains("### ✅ validate: no problems", "### ❌ test: 1 test, 1 failed")
                .contains("### 🔀 diff: 1 workflow differs", "```mermaid", "<details><summary>1 file</summary>")
                .contains("environments that run the content before: `development`")
                .doesNotContain("`other`");
        assertThat(compared.summary())
                .startsWith("### 🔀 diff: 1 workflow differs\n")
                .contains("**Next:** ");
        assertThat(Path.of(compared.outputs().get("report-path")))
                .hasContent(compared.summary().strip());
    }

    @Test
    void theNextCommitGetsTheSameCommentAnew() {
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("acme/flows");
        validate();
        diff();
        long first = bench.github().comment().id();
        bench.work().git("switch", "--quiet", "feature");
        bench.work().write(FILE, "version: 1\nblocks: [ { id: a, typ: text } ]\n");
        proposed("acme/flows");

        Use validated = validate();

        assertThat(validated.code()).isEqualTo(3);
        assertThat(validated.log()).contains("::error file=" + FILE + ",line=2,col=11,title=refgate validate::");
        assertThat(bench.github().comment().id()).isEqualTo(first);
        assertThat(bench.github().comment().body())
                .startsWith(StickyComment.MARK + "\n## ❌ Refgate: validate failed (")
                .contains(FILE + ":2:11")
                .doesNotContain("diff");
    }

    @Test
    void aCommentThatSomebodyElseBeganIsLeftAlone() {
        bench.github().commentBy("mallory", "User", 7, StickyComment.MARK + "\nAll is well.");
        for (int i = 0; i < 120; i++) {
            bench.github().commentBy("octocat", "User", 7, "Nice " + i);
        }
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("acme/flows");

        validate();
        diff();

        assertThat(bench.github().comments()).hasSize(122);
        assertThat(bench.github().comments().get(0).body()).isEqualTo(StickyComment.MARK + "\nAll is well.");
        assertThat(bench.github().comment().body()).contains("validate", "diff");
    }

    @Test
    void aForkGetsTheSummaryAloneAndNobodyIsAsked() {
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("mallory/flows");
        bench.github().onlyRead();

        Use compared = diff();

        assertThat(compared.code()).isZero();
        assertThat(compared.summary()).contains("1 workflow differs");
        assertThat(bench.github().calls()).isEmpty();
    }

    @Test
    void aTokenThatMayNotWriteIsAWarning() {
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("acme/flows");
        bench.github().onlyRead();

        Use compared = diff();

        assertThat(compared.code()).isZero();
        assertThat(compared.outputs()).containsEntry("verdict", "different");
        assertThat(compared.log())
                .contains(
                        "::warning title=refgate::no comment on the pull request: ",
                        "pull-requests%3A write".replace("%3A", ":"));
    }

    @Test
    void aShallowCheckoutIsEnough() throws Exception {
        bench.work().write(FILE, Bench.workflow("Good day"));
        proposed("acme/flows");
        bench.work().git("push", "--quiet", "origin", "HEAD:refs/pull/7/merge");
        Git shallow = Git.init(folder.resolve("shallow"));
        shallow.git(
                "fetch",
                "--quiet",
                "--depth",
                "1",
                bench.remote().folder().toUri().toString(),
                "refs/pull/7/merge");
        shallow.git("checkout", "--quiet", "--detach", "FETCH_HEAD");

        Use compared = use("command", "diff", "repository", shallow.folder().toString());

        assertThat(compared.code()).as(compared.log()).isZero();
        assertThat(compared.outputs()).containsEntry("changed-workflows", "[\"hello\"]");
        assertThat(Files.exists(shallow.folder().resolve(".git/shallow"))).isTrue();
    }

    @Test
    void whatIsTooLongForACommentIsCutWhereItHurtsLeast() {
        for (int i = 0; i < 40; i++) {
            bench.work()
                    .write("workflows/w" + i + "/workflow.yml", Bench.workflow("Hello " + i))
                    .write("workflows/w" + i + "/notes.md", "A line of notes that says something.\n".repeat(400));
        }
        proposed("acme/flows");

        validate();
        Use compared = diff();

        String body = bench.github().comment().body();
        assertThat(compared.code()).as(compared.log()).isZero();
        assertThat(body.length()).isBetween(30_000, 60_000);
        assertThat(body).contains("`w39` added", "Left out, so that this fits", "### ✅ validate");
        assertThat(body.split("<details>", -1)).hasSameSizeAs(body.split("</details>", -1));
    }
}
