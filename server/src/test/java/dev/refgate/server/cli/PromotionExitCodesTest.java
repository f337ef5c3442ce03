package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan and promote end with, and what they say then. */
class PromotionExitCodesTest {
    private static final String FILE = "workflows/hello/workflow.yml";

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write(FILE, Samples.workflow("Hello"));
        git.commit("Add hello");
    }

    private Cmd refgate(String command, String... more) {
        return Cmd.run(CliArguments.with(git.folder(), command).and(more));
    }

    private void change(String greeting) {
        git.write(FILE, Samples.workflow(greeting)).commit("Say " + greeting);
    }

    /** The policy with more said about staging. */
    private void stagingSays(String more) {
        git.write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                  staging:
                    ref: refs/heads/env/staging
                    from: development
                """ + more.indent(4));
        git.commit("Say more about staging");
    }

    private static String id(Cmd plan) {
        Matcher matcher = Pattern.compile("plan-[0-9a-f]{16}").matcher(plan.out());
        assertThat(matcher.find()).as(plan.out() + plan.err()).isTrue();
        return matcher.group();
    }

    private String tip(String ref) {
        return git.git("for-each-ref", "--format=%(objectname)", ref);
    }

    @Test
    void nothingToDoIsDone() {
        Cmd first = refgate("promote", "--to", "staging");
        String tip = tip("refs/heads/env/staging");
        Cmd second = refgate("promote", "--to", "staging");
        Cmd plan = refgate("plan", "--to", "staging");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).isZero();
        assertThat(second.out().strip()).isEqualTo("Nothing to move to staging.");
        assertThat(plan.code()).isZero();
        assertThat(plan.out().strip()).isEqualTo("Nothing to move to staging.");
        assertThat(tip("refs/heads/env/staging")).isEqualTo(tip);
    }

    @Test
    void aPlanThatNoLongerHoldsEndsWith5() {
        Path file = folder.resolve("plan.json");
        Cmd plan = refgate("plan", "--to", "staging", "--out", file.toString());
        change("Hi");
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
        change("Hey");
        String tip = tip("refs/heads/env/staging");

        Cmd byFile = refgate("promote", "--to", "staging", "--plan", file.toString());
        Cmd byId = refgate("promote", "--to", "staging", "--plan", id(plan));

        assertThat(byFile.code()).isEqualTo(5);
        assertThat(byFile.err()).contains(id(plan) + " does not hold any longer", "plan anew");
        assertThat(byId.code()).isEqualTo(5);
        assertThat(byId.err()).contains(id(plan) + " does not hold any longer", "plan anew");
        assertThat(tip("refs/heads/env/staging")).isEqualTo(tip);
    }

    @Test
    void aPlanThatWasCarriedOutIsDone() {
        Path file = folder.resolve("plan.json");
        String id = id(refgate("plan", "--to", "staging", "--out", file.toString()));
        assertThat(refgate("promote", "--to", "staging", "--plan", id).code()).isZero();
        String tip = tip("refs/heads/env/staging");

        Cmd byId = refgate("promote", "--to", "staging", "--plan", id);
        Cmd byFile = refgate("promote", "--to", "staging", "--plan", file.toString());
        Cmd another = refgate("promote", "--to", "staging", "--plan", "plan-0123456789abcdef");

        assertThat(byId.code()).isZero();
        assertThat(byFile.code()).isZero();
        assertThat(byId.out() + byFile.out()).contains("Nothing to move");
        assertThat(another.code()).isEqualTo(5);
        assertThat(tip("refs/heads/env/staging")).isEqualTo(tip);
    }

    @Test
    void aPlansFileIsWhatIsPromoted() throws IOException {
        Path file = folder.resolve("plan.json");
        Cmd plan = refgate("plan", "--to", "staging", "--json", "--out", file.toString());
        change("Hi");

        Cmd narrowed = refgate("promote", "--to", "staging", "--plan", file.toString(), "--workflow", "hello");
        Cmd elsewhere = refgate("promote", "--to", "production", "--plan", file.toString());
        Cmd missing = refgate("promote", "--to", "staging", "--plan", "nothing.json");
        Cmd noPlan = refgate(
                "promote",
                "--to",
                "staging",
                "--plan",
                git.folder().resolve("refgate.yml").toString());
        Cmd promoted = refgate("promote", "--to", "staging", "--plan", file.toString());

        assertThat(plan.out().strip()).isEqualTo(Files.readString(file).strip()).startsWith("{");
        assertThat(new int[] {narrowed.code(), elsewhere.code(), missing.code(), noPlan.code()})
                .containsOnly(64);
        assertThat(elsewhere.err()).contains("--to: production (expected staging");
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(git.git("rev-parse", "env/staging:workflows")).isEqualTo(git.git("rev-parse", "main~1:workflows"));
    }

    @Test
    void namesThatAreNotThereAreErrorsWithTheNamesThatAre() {
        Cmd plan = refgate("plan", "--to", "prod");
        Cmd promote = refgate("promote", "--to", "prod");
        Cmd rollback = refgate("rollback", "prod");
        Cmd deployments = refgate("deployments", "prod");
        Cmd workflow = refgate("plan", "--to", "staging", "--workflow", "helo");
        Cmd badId = refgate("plan", "--to", "staging", "--workflow", "../x");

        for (Cmd cmd : new Cmd[] {plan, promote, rollback, deployments}) {
            assertThat(cmd.code()).isEqualTo(1);
            assertThat(cmd.err())
                    .contains("prod", "development, staging, production")
                    .doesNotContain("not foreseen");
        }
        assertThat(workflow.code()).isEqualTo(1);
        assertThat(workflow.err()).contains("helo", "hello");
        assertThat(badId.code()).isEqualTo(64);
        assertThat(refgate("promote").code()).isEqualTo(64);
        assertThat(refgate("promote", "--to", "development").code()).isEqualTo(64);
    }

    @Test
    void contentThatIsNotInTheEnvironmentBeforeEndsWith3() {
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
        change("Hi");

        Cmd plan = refgate("plan", "--to", "production", "--revision", "main");
        Cmd promote = refgate("promote", "--to", "production", "--revision", "main");

        assertThat(plan.code()).isEqualTo(3);
        assertThat(plan.out()).containsPattern("from +failed +is not in staging");
        assertThat(promote.code()).isEqualTo(3);
        assertThat(promote.err()).contains("gate from failed");
        assertThat(tip("refs/heads/env/production")).isEmpty();
    }

    @Test
    void aFreezeEndsWith4UnlessItIsOverridden() {
        stagingSays("""
                override: [freeze]
                freeze: [{ cron: "* * * * *", duration: 1h, timezone: UTC }]
                """);

        Cmd plan = refgate("plan", "--to", "staging");
        Cmd promote = refgate("promote", "--to", "staging");
        Cmd withoutReason = refgate("promote", "--to", "staging", "--override", "freeze");
        Cmd notAllowed = refgate("promote", "--to", "staging", "--override", "soak", "--reason", "x");
        String before = tip("refs/heads/env/staging");
        Cmd overridden = refgate("promote", "--to", "staging", "--override", "freeze", "--reason", "It burns");

        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.out()).containsPattern("freeze +pending +frozen until ");
        assertThat(promote.code()).isEqualTo(4);
        assertThat(new int[] {withoutReason.code(), notAllowed.code()}).containsOnly(64);
        assertThat(before).isEmpty();
        assertThat(overridden.code()).as(overridden.err()).isZero();
        assertThat(git.git("log", "-1", "--format=%(trailers:key=Gate-freeze,valueonly)", "env/staging"))
                .startsWith("overridden")
                .contains("It burns");
    }

    @Test
    void aGateThatMayNotRunRefusesUnlessItIsOverridden() {
        stagingSays("""
                override: [command]
                gates: [{ type: command, run: ["true"] }]
                """);

        Cmd plan = refgate("plan", "--to", "staging");
        Cmd promote = refgate("promote", "--to", "staging");
        String before = tip("refs/heads/env/staging");
        Cmd overridden = refgate("promote", "--to", "staging", "--override", "command", "--reason", "Looked at it");

        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.out()).containsPattern("command +pending +runs with promote");
        assertThat(promote.code()).isEqualTo(3);
        assertThat(promote.err()).contains("gate command error", "--run-commands");
        assertThat(before).isEmpty();
        assertThat(overridden.code()).as(overridden.err()).isZero();
    }

    @Test
    void aDryRunMovesNothing() {
        Cmd dry = refgate("promote", "--to", "staging", "--dry-run");

        assertThat(dry.code()).isZero();
        assertThat(dry.out())
                .startsWith("Would move staging")
                .containsPattern("hello +\\(absent\\) +[0-9a-f]{12} \\(r1\\)");
        assertThat(tip("refs/heads/env/staging")).isEmpty();
    }

    @Test
    void aBranchThatIsCheckedOutIsNotMoved() {
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
        change("Hi");
        git.git("worktree", "add", "--quiet", folder.resolve("staging").toString(), "env/staging");

        Cmd promote = refgate("promote", "--to", "staging");

        assertThat(promote.code()).isEqualTo(1);
        assertThat(promote.err())
                .contains("was not moved", folder.resolve("staging").toString());
    }

    @Test
    void aFolderThatIsGoneIsDeletedWithAWarning() {
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
        git.git("mv", "workflows/hello", "workflows/greet");
        git.commit("Rename hello");

        Cmd plan = refgate("plan", "--to", "staging");
        Cmd promote = refgate("promote", "--to", "staging");

        assertThat(plan.out())
                .contains("warning: hello is deleted in staging")
                .containsPattern("hello .*\\(deleted\\)");
        assertThat(promote.err()).contains("warning: hello is deleted in staging");
        assertThat(git.git("ls-tree", "--name-only", "env/staging", "workflows/"))
                .isEqualTo("workflows/greet");
    }
}
