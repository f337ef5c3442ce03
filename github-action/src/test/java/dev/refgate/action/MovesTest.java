package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.action.Bench.Use;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments move on the remote, and GitHub learns of it. */
class MovesTest {
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

    private String tip(String environment) {
        return bench.remote().git("for-each-ref", "--format=%(objectname)", "refs/heads/env/" + environment);
    }

    @Test
    void aPlanIsPromotedByItsIdWithoutACheckout() {
        Use planned = bench.use("command", "plan", "to", "staging");
        Use promoted = bench.use(
                "command", "promote", "to", "staging", "plan", planned.outputs().get("plan-id"), "reason", "Greet");
        Use again = bench.use("command", "promote", "to", "staging");
        Use status = bench.use("command", "status");

        assertThat(planned.code()).as(planned.log()).isZero();
        assertThat(planned.outputs().get("plan-id")).matches("plan-[0-9a-f]{16}");
        assertThat(promoted.code()).as(promoted.log()).isZero();
        assertThat(promoted.outputs())
                .containsEntry("verdict", "deployed")
                .containsEntry("revision", tip("staging"))
                .containsEntry("plan-id", planned.outputs().get("plan-id"))
                .containsEntry("changed-workflows", "[\"hello\"]");
        assertThat(promoted.outputs().get("deployment-id")).isNotBlank();
        assertThat(again.outputs()).containsEntry("verdict", "nothing-to-do").containsEntry("exit-code", "0");
        assertThat(status.summary())
                .contains("| `staging` | `refs/heads/env/staging` | `"
                        + tip("staging").substring(0, 12));
        assertThat(bench.remote().git("log", "-1", "--format=%an <%ae>", "env/staging"))
                .isEqualTo("octocat <583231+octocat@users.noreply.localhost>");
    }

    @Test
    void gitHubHasTheDeploymentAndAStatusOnItsCommitAlone() {
        Use promoted = bench.use("command", "promote", "to", "staging");

        String commit = tip("staging");
        assertThat(bench.github().deployments())
                .hasSize(3)
                .first()
                .satisfies(deployment ->
                        assertThat(deployment).containsEntry("ref", commit).containsEntry("environment", "staging"));
        assertThat(bench.github().deployments())
                .extracting(each -> each.get("state"))
                .endsWith("in_progress", "success");
        assertThat(bench.github().statuses())
                .singleElement()
                .satisfies(status -> assertThat(status)
                        .containsEntry("context", "refgate/staging")
                        .containsEntry("state", "success")
                        .containsEntry("sha", commit));
        assertThat(promoted.log()).doesNotContain("::warning");
    }

    @Test
    void aTokenThatMayNotTellLeavesTheMoveDone() {
        bench.github().onlyRead();

        Use promoted = bench.use("command", "promote", "to", "staging");

        assertThat(promoted.code()).isZero();
        assertThat(promoted.outputs()).containsEntry("revision", tip("staging"));
        assertThat(promoted.log())
                .contains("::warning title=refgate::no deployment on the forge: ", "deployments: write");
    }

    @Test
    void aGateThatSaysNoFailsTheJobLast() {
        bench.use("command", "promote", "to", "staging");
        bench.change("Good day");
        int told = bench.github().deployments().size();

        Use promoted = bench.use("command", "promote", "to", "production", "revision", "latest");

        assertThat(promoted.code()).isEqualTo(3);
        assertThat(promoted.outputs()).containsEntry("verdict", "failed").containsEntry("exit-code", "3");
        assertThat(promoted.log()).contains("::error title=refgate promote::");
        assertThat(promoted.summary()).contains("### ❌ promote: ");
        assertThat(tip("production")).isEmpty();
        assertThat(bench.github().deployments()).hasSize(told);
    }

    @Test
    void aPlanThatDoesNotHoldAnyLongerIsStale() {
        Use planned = bench.use("command", "plan", "to", "staging");
        Use promoted = bench.change("Good day")
                .use(
                        "command",
                        "promote",
                        "to",
                        "staging",
                        "plan",
                        planned.outputs().get("plan-id"));

        assertThat(promoted.code()).isEqualTo(5);
        assertThat(promoted.outputs()).containsEntry("verdict", "stale");
        assertThat(tip("staging")).isEmpty();
    }

    @Test
    void aRollbackBringsBackWhatWasThere() {
        bench.use("command", "promote", "to", "staging");
        String before = bench.remote().git("rev-parse", "env/staging:workflows");
        bench.change("Good day").use("command", "promote", "to", "staging");

        Use dry = bench.use("command", "rollback", "environment", "staging", "dry-run", "true");
        Use rolled = bench.use("command", "rollback", "environment", "staging", "reason", "It was rude");

        assertThat(dry.outputs()).containsEntry("verdict", "dry-run");
        assertThat(rolled.code()).as(rolled.log()).isZero();
        assertThat(bench.remote().git("rev-parse", "env/staging:workflows")).isEqualTo(before);
    }

    @Test
    void aMistakeInTheWorkflowFileIsNamed() {
        assertThat(bench.use("command", "promote").log()).contains("input to: missing");
        assertThat(bench.use("command", "promot").log()).contains("input command: promot (expected one of: validate");
        assertThat(bench.use("command", "promote", "to", "staging", "dry-run", "yes")
                        .log())
                .contains("input dry-run: yes (expected true or false)");
        assertThat(bench.use("command", "promote", "to", "stagin").log()).contains("expected one of: development");
    }

    @Test
    void anotherServerDoesNotSeeTheToken() {
        Map<String, String> variables = Map.of(
                "GITHUB_SERVER_URL", "https://github.example",
                "GITHUB_REPOSITORY", "acme/flows",
                "INPUT_TOKEN", "ghs_secret",
                "INPUT_REMOTE", "https://github.example.evil.example/acme/flows");
        Workplace workplace = new Workplace(new Inputs(variables), new Job(variables), new Log(System.out));

        assertThat(workplace.place().variables()).doesNotContainKey("REFGATE_REMOTE_TOKEN");
        assertThat(workplace.movesOwnRepository()).isFalse();
    }
}
