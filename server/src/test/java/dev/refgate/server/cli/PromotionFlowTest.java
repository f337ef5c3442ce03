package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a change goes to production and back, with the real git as second opinion. */
class PromotionFlowTest {
    private static final String FILE = "workflows/hello/workflow.yml";

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        change("Hello");
    }

    private String change(String greeting) {
        return git.write(FILE, Samples.workflow(greeting)).commit("Say " + greeting);
    }

    private Cmd refgate(String command, String... more) {
        return Cmd.run(CliArguments.with(git.folder(), command).and(more));
    }

    private Cmd promote(String environment, String... more) {
        return Cmd.run(
                CliArguments.with(git.folder(), "promote", "--to", environment, "--actor", "Ada <ada@example.com>")
                        .and(more));
    }

    private void deployed(Cmd cmd) {
        assertThat(cmd.code()).as(cmd.err()).isZero();
        assertThat(cmd.out()).containsPattern("(?m)^(promote|rollback|release) dep-[0-9a-f]{16} in ");
    }

    private String answer(String environment) {
        Cmd run = refgate("run", "hello", "--environment", environment, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        Map<?, ?> answer = (Map<?, ?>) Json.read(run.out().getBytes(StandardCharsets.UTF_8));
        return (String) ((Map<?, ?>) answer.get("outputs")).get("answer");
    }

    private void deploy(String greeting) {
        change(greeting);
        toProduction();
    }

    private void toProduction() {
        deployed(promote("staging"));
        deployed(promote("production"));
    }

    private static String only(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group();
    }

    @Test
    void changePromoteBreakRollBackAndFixForward() {
        toProduction();
        change("Good morning");

        Cmd named = refgate("name", "hello", "r2", "Be friendlier", "-d", "It is \"morning\" everywhere.");
        deployed(promote("staging"));
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(answer("staging") + ", " + answer("production")).isEqualTo("Good morning World, Hello World");
        assertThat(git.git("diff", "--stat", "env/production", "env/staging")).contains(FILE);

        Cmd plan = refgate("plan", "--to", "production");
        String id = only("plan-[0-9a-f]{16}", plan.out());
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).containsPattern("hello +[0-9a-f]{12} \\(r1\\) +[0-9a-f]{12} \\(r2\\)");
        assertThat(plan.out()).containsPattern("from +passed +in staging at ");

        deployed(promote("production", "--plan", id, "--reason", "It was asked for"));
        assertThat(answer("production")).isEqualTo("Good morning World");
        assertThat(git.git("diff", "env/staging", "env/production")).isEmpty();

        deploy("Oops");
        Cmd back =
                refgate("rollback", "production", "--reason", "Customers saw Oops", "--actor", "Bob <bob@example.com>");
        deployed(back);
        assertThat(back.out()).containsPattern("hello +[0-9a-f]{12} \\(r3\\) +[0-9a-f]{12} \\(r2\\)");
        assertThat(answer("production")).isEqualTo("Good morning World");

        assertThat(refgate("holds", "production").out()).containsPattern("hello +[0-9a-f]{12} \\(r3\\)");
        assertThat(refgate("holds", "production", "--json").out())
                .contains(git.git("rev-parse", "main:workflows/hello"));
        Cmd held = promote("production", "--workflow", "hello");
        Cmd skipped = promote("production");
        assertThat(held.code()).isEqualTo(3);
        assertThat(held.err()).contains("gate hold failed", "--release-hold");
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).startsWith("Nothing to move");
        assertThat(skipped.err()).contains("hello is left out");

        deploy("Good day");
        assertThat(refgate("holds", "production").out()).isEqualTo("Nothing is on hold in production.\n");
        assertThat(answer("production")).isEqualTo("Good day World");
        assertThat(git.git("log", "--first-parent", "--format=%s", "env/production")
                        .lines())
                .hasSize(6)
                .startsWith("Promote hello to production")
                .endsWith("The beginning of an environment");
        assertThat(git.git("log", "--first-parent", "--format=%an <%ae>", "-2", "env/production"))
                .isEqualTo("Ada <ada@example.com>\nBob <bob@example.com>");
        assertThat(git.git("log", "-1", "--format=%(trailers:key=Reason,valueonly)", "env/production~1"))
                .isEqualTo("\"Customers saw Oops\"");
        assertThat(git.git("fsck", "--strict")).doesNotContain("error", "warning", "missing");
        assertThat(git.git("status", "--porcelain")).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatCameOfAMoveIsPrintedAsJsonForPrograms() {
        toProduction();
        change("Good morning");

        Map<String, Object> tried = json(promote("staging", "--json", "--dry-run"));
        Map<String, Object> moved = json(promote("staging", "--json", "--reason", "two\nlines"));
        Map<String, Object> again = json(promote("staging", "--json"));
        Map<String, Object> back = json(refgate("rollback", "staging", "--json"));

        assertThat(tried).containsEntry("outcome", "dry_run").doesNotContainKey("deployment");
        assertThat(moved).containsEntry("outcome", "deployed").containsEntry("environment", "staging");
        assertThat((Map<String, Object>) moved.get("deployment"))
                .containsEntry("reason", "two\nlines")
                .containsEntry("commit", git.git("rev-parse", "env/staging~1"));
        assertThat(again).containsEntry("outcome", "nothing_to_do").doesNotContainKey("deployment");
        assertThat((Map<String, Object>) back.get("deployment"))
                .containsEntry("action", "rollback")
                .containsEntry("commit", git.git("rev-parse", "env/staging"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(Cmd cmd) {
        assertThat(cmd.code()).as(cmd.err()).isZero();
        return (Map<String, Object>) Json.read(cmd.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void deploymentsAreListedNewestFirstPageByPage() {
        toProduction();
        deploy("Oops");
        deployed(refgate("rollback", "production", "--reason", "two\nlines", "--actor", "Bob"));

        Cmd all = refgate("deployments", "production");
        Cmd first = refgate("deployments", "production", "--limit", "2");
        String cursor = only("(?<=--after )\\S+", first.err());
        Cmd rest = refgate("deployments", "production", "--limit", "2", "--after", cursor);

        List<String> lines = all.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).containsPattern("TIME +DEPLOYMENT +COMMIT +ACTION +ACTOR +MOVES +REASON");
        assertThat(lines.get(1))
                .containsPattern(
                        "dep-\\w+ +[0-9a-f]{12} +rollback +Bob \\(claimed\\) +hello \\w{12}→\\w{12} +two\\\\nlines");
        assertThat(lines.get(2)).containsPattern("promote +Ada \\(claimed\\) +hello \\w{12}→\\w{12} +-$");
        assertThat(lines.get(3)).containsPattern("promote +Ada \\(claimed\\) +hello -→\\w{12}");
        assertThat(only("dep-\\w+", rest.out())).isEqualTo(only("dep-\\w+", lines.get(3)));
        assertThat(rest.err()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void deploymentsInJsonHaveEverything() {
        toProduction();

        Cmd json = refgate("deployments", "production", "--json");

        Map<String, Object> page = (Map<String, Object>) Json.read(json.out().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> deployment = ((List<Map<String, Object>>) page.get("deployments")).get(0);
        assertThat(deployment)
                .containsEntry("action", "promote")
                .containsEntry("external", false)
                .containsEntry("commit", git.git("rev-parse", "env/production"))
                .containsEntry("policy", git.git("rev-parse", "main:refgate.yml"))
                .containsEntry("actor", Values.of("name", "Ada", "email", "ada@example.com", "assurance", "claimed"));
        assertThat((List<Map<String, Object>>) deployment.get("moves"))
                .singleElement()
                .satisfies(move -> assertThat(move)
                        .containsEntry("to", git.git("rev-parse", "main:workflows/hello"))
                        .doesNotContainKey("from"));
        assertThat((List<Map<String, Object>>) deployment.get("gates"))
                .singleElement()
                .satisfies(
                        gate -> assertThat(gate).containsEntry("type", "from").containsEntry("state", "passed"));
    }

    @Test
    void whatIsReleasedMayComeInAgain() {
        toProduction();
        deploy("Oops");
        deployed(refgate("rollback", "production"));

        Cmd refused = promote("production", "--workflow", "hello");
        Cmd release = refgate("release", "production", "--workflow", "hello", "--reason", "It was the network");
        Cmd again = refgate("release", "production", "--workflow", "hello");

        assertThat(refused.code()).isEqualTo(3);
        deployed(release);
        assertThat(release.out()).contains("no longer on hold: hello");
        assertThat(again.code()).isZero();
        assertThat(again.out()).startsWith("Nothing to do");
        assertThat(answer("production")).isEqualTo("Hello World");
        deployed(promote("production", "--workflow", "hello"));
        assertThat(answer("production")).isEqualTo("Oops World");
        assertThat(refgate("deployments", "production").out()).containsPattern("release .* hello +It was the network");
    }

    @Test
    void aHoldCanBeReleasedByThePromotionItself() {
        toProduction();
        deploy("Oops");
        deployed(refgate("rollback", "production"));

        Cmd plan = refgate("plan", "--to", "production", "--workflow", "hello");
        Cmd promoted = promote("production", "--release-hold");

        assertThat(plan.code()).isEqualTo(3);
        assertThat(plan.out()).containsPattern("hold +failed +rolled back from: hello");
        deployed(promoted);
        assertThat(promoted.out()).containsPattern("hold +overridden ");
    }

    @Test
    void rollbackGoesSeveralStepsOrToADeployment() {
        toProduction();
        deploy("Hi");
        deploy("Hey");
        String first = git.git("rev-parse", "env/production~2");

        Cmd dry = refgate("rollback", "production", "--steps", "2", "--dry-run");
        Cmd steps = refgate("rollback", "production", "--steps", "2");
        String afterSteps = answer("production");
        Cmd tooMany = refgate("rollback", "production", "--steps", "9");
        Cmd both = refgate("rollback", "production", "--steps", "2", "--to", first);
        Cmd there = refgate("rollback", "production", "--to", first.substring(0, 10));

        assertThat(dry.out()).startsWith("Would move production").contains("(r3)", "(r1)");
        deployed(steps);
        assertThat(afterSteps).isEqualTo("Hello World");
        assertThat(git.git("rev-parse", "env/production:workflows"))
                .isEqualTo(git.git("rev-parse", first + ":workflows"));
        assertThat(tooMany.code()).isEqualTo(1);
        assertThat(both.code()).isEqualTo(64);
        assertThat(there.code()).isZero();
        assertThat(there.out()).startsWith("Nothing to move");
    }

    @Test
    void oneRevisionOfOneWorkflowCanBePromoted() {
        change("Hi");
        git.write("workflows/other/workflow.yml", Samples.workflow("Other")).commit("Add other");

        deployed(promote("staging", "--workflow", "hello", "--revision", "r1"));

        assertThat(answer("staging")).isEqualTo("Hello World");
        assertThat(git.git("ls-tree", "--name-only", "env/staging", "workflows/"))
                .isEqualTo("workflows/hello");
        assertThat(git.git("rev-parse", "env/staging:workflows/hello"))
                .isEqualTo(git.git("rev-parse", "main~2:workflows/hello"));
    }

    @Test
    void driftIsWhatNoRevisionHas() {
        toProduction();
        Cmd none = refgate("drift", "production");
        git.git("checkout", "--quiet", "env/production");
        change("By hand");
        git.git("checkout", "--quiet", "main");

        Cmd drift = refgate("drift", "production");
        Cmd deployments = refgate("deployments", "production", "--limit", "1");

        assertThat(none.out()).startsWith("No drift");
        assertThat(drift.code()).isZero();
        assertThat(drift.out())
                .containsPattern("hello +"
                        + git.git("rev-parse", "env/production:workflows/hello").substring(0, 12));
        assertThat(deployments.out()).containsPattern("external +Ada \\(claimed\\)");
    }

    @Test
    void restoreCommitsAnEarlierRevision() {
        change("Oops");
        Path bare = folder.resolve("bare.git");
        git.git("clone", "--quiet", "--bare", ".", bare.toString());

        Cmd checkedOut = refgate("restore", "hello", "r1");
        Cmd restored =
                Cmd.run(CliArguments.with(bare, "restore", "hello", "r1", "-m", "Oops was wrong", "--actor", "Ada")
                        .and());
        Cmd again = Cmd.run(CliArguments.with(bare, "restore", "hello", "r1").and());

        assertThat(checkedOut.code()).isEqualTo(1);
        assertThat(checkedOut.err()).contains("was not restored");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("commit " + git.git("-C", bare.toString(), "rev-parse", "main"));
        assertThat(git.git("-C", bare.toString(), "diff", "main~2", "main")).isEmpty();
        assertThat(git.git("-C", bare.toString(), "log", "-1", "--format=%an %B", "main"))
                .startsWith("Ada Restore hello as it was at r1")
                .contains("Oops was wrong");
        assertThat(again.out()).startsWith("Nothing to do");
    }

    @Test
    void aNameIsAnAnnotatedTag() {
        Cmd named = refgate("name", "hello", "r1", "First — 🎉", "-d", "One.\n\nTwo.", "--actor", "Ada");
        Cmd bad = refgate("name", "hello", "r1", "two\nlines");
        Cmd missing = refgate("name", "hello", "r7", "x");

        String tag = "revisions/hello/" + git.git("rev-parse", "main").substring(0, 12);
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(git.git("tag", "--list")).isEqualTo(tag);
        assertThat(git.git("for-each-ref", "--format=%(taggername)|%(contents:subject)|%(contents:body)", "refs/tags"))
                .isEqualTo("Ada|First — 🎉|One.\n\nTwo.");
        assertThat(bad.code()).isEqualTo(64);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(git.git("fsck", "--strict")).doesNotContain("error", "warning");
    }
}
