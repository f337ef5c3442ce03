package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.ConflictException;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.WorkflowId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people do to the repository meanwhile, and what they write where words are asked for. */
final class PromotionSurvivalTest {
    private static final String STAGING = "refs/heads/env/staging";

    @TempDir
    Path folder;

    private PromotionFixture team;

    @BeforeEach
    void create() {
        team = PromotionFixture.create(folder.resolve("repo"));
    }

    @AfterEach
    void close() {
        team.close();
    }

    /** Lets a pull request be merged into staging that brings what main has. */
    private void mergePullRequest() {
        String proposal = commitTree("HEAD:workflows", "-p", STAGING, "-m", "Proposal");
        team.git.updateRef(STAGING, commitTree("HEAD:workflows", "-p", STAGING, "-p", proposal, "-m", "Merge #1"));
    }

    private String commitTree(String workflows, String... more) {
        String tree = team.git.gitWithInput("040000 tree " + team.git.revParse(workflows) + "\tworkflows\n", "mktree");
        String[] command = new String[2 + more.length];
        command[0] = "commit-tree";
        command[1] = tree;
        System.arraycopy(more, 0, command, 2, more.length);
        return team.git.git(command);
    }

    @Test
    void aMergedPullRequestThatBringsTheSameMakesAPlanDone() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        PromotionPlan plan = team.promotions().plan(PlanRequest.all("staging"));

        mergePullRequest();
        String merged = team.git.revParse(STAGING);

        assertThat(team.promotions().promote(plan, PromoteOptions.by(ADA)).outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(team.git.revParse(STAGING)).isEqualTo(merged);
    }

    @Test
    void aMergedPullRequestThatBringsSomethingElseMakesAPlanStale() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        PromotionPlan plan = team.promotions().plan(PlanRequest.all("staging"));
        team.change(TRIAGE, "three");

        mergePullRequest();
        String merged = team.git.revParse(STAGING);

        assertThatThrownBy(() -> team.promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("triage is at");
        assertThat(team.git.revParse(STAGING)).isEqualTo(merged);
    }

    @Test
    void aMergedPullRequestOfAnotherWorkflowLetsThePlanLandOnTop() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        PromotionPlan plan = team.promotions().plan(PlanRequest.of("staging", TRIAGE));
        team.git.git("rm", "-r", "--quiet", "workflows/triage");
        team.change(REPORT, "by pull request");
        team.git.git("checkout", "--quiet", STAGING, "--", "workflows/triage");
        team.git.commit("Triage as it is in staging");

        mergePullRequest();
        Deployment deployment = team.promotions()
                .promote(plan, PromoteOptions.by(ADA))
                .deployment()
                .orElseThrow();

        assertThat(deployment.moves()).extracting(move -> move.workflow()).containsExactly(TRIAGE);
        assertThat(team.says(STAGING, TRIAGE)).contains("two");
        assertThat(team.says(STAGING, REPORT)).contains("by pull request");
        team.fsck();
    }

    @Test
    void whatIsDeployedStaysSoWhenTheSourceBranchIsForcePushed() {
        String before = team.git.head();
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.promote("production");
        team.change(TRIAGE, "two");
        team.promote("staging");
        team.git.git("reset", "--hard", "--quiet", before);
        team.change(REPORT, "after all");
        team.git.git("reflog", "expire", "--expire=now", "--all");
        team.git.git("gc", "--quiet", "--prune=now");

        try (Refgate refgate = team.another()) {
            assertThat(refgate.admit(TRIAGE, Target.environment("production"))
                            .pins()
                            .environment())
                    .contains("production");
            assertThat(refgate.promotions().drift("staging"))
                    .extracting(drift -> drift.workflow())
                    .containsExactly(TRIAGE);
        }
        team.promote(PlanRequest.of("production", TRIAGE));
        assertThat(team.says("env/production", TRIAGE)).contains("two");
        team.promotions().rollback(RollbackRequest.steps("production", 1), ADA, Optional.empty(), false);
        assertThat(team.says("env/production", TRIAGE)).contains("one");
        assertThat(team.deployments("production")).hasSize(3).noneMatch(Deployment::external);
        team.fsck();
    }

    @Test
    void fiveHundredEnvironmentsInARowAreFiveHundredEnvironments() {
        int many = 500;
        StringBuilder policy = new StringBuilder("version: 1\nsource: main\nenvironments:\n");
        policy.append("  e0: { ref: refs/heads/main }\n");
        IntStream.range(1, many)
                .forEach(i -> policy.append("  e%d: { ref: refs/heads/env/e%d, from: e%d }\n".formatted(i, i, i - 1)));
        team.git.commit("refgate.yml", policy.toString(), "Declare many environments");
        team.change(TRIAGE, "one");
        IntStream.range(1, 6).forEach(i -> team.promote("e" + i));

        try (Refgate refgate = team.another()) {
            assertThat(refgate.environments()).hasSize(many);
            assertThat(refgate.environments().stream()
                            .filter(state -> state.commit().isPresent()))
                    .hasSize(6);
            assertThat(refgate.diff(Side.named("e0"), Side.named("e5"), Set.of())
                            .count())
                    .isZero();
        }
        assertThat(team.says("env/e5", TRIAGE)).contains("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines\r\nor three",
                "\"quoted\" 'twice' `thrice` \\",
                "🚀 ünï",
                "-- --force",
                "---\nDeployment-Id: dep-0000000000000000",
                "x\n\nEnvironment: production\nAction: rollback\nPrevious: -",
                "Signed-off-by: Eve <eve@example.com>",
                "%s $(id) ${HOME}"
            })
    void whatPeopleWriteIsKeptAndForgesNothing(String words) {
        team.change(TRIAGE, "one");
        PromotionPlan plan = team.promotions().plan(PlanRequest.all("staging"));

        team.promotions()
                .promote(
                        plan,
                        PromoteOptions.by(Actor.claimed(words, "ada@example.com"))
                                .because(words));

        Deployment read = team.deployments("staging").get(0);
        assertThat(read.external()).isFalse();
        assertThat(read.reason()).contains(words);
        assertThat(read.actor().name()).isEqualTo(words);
        String trailers = team.git.gitWithInput(
                team.git.git("log", "-1", "--format=%B", STAGING), "interpret-trailers", "--parse");
        assertThat(trailers.lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly(
                        "Deployment-Id",
                        "Environment",
                        "Action",
                        "Workflow",
                        "Previous",
                        "Policy",
                        "Gate-from",
                        "Actor",
                        "Reason");
        team.fsck();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "lock", "head", "x-lock", "a_-_b", "9--", "main", "env"})
    void workflowsThatAreOddAsRefsAreOrdinaryWorkflows(String id) {
        WorkflowId workflow = new WorkflowId(id);
        team.change(workflow, "one");
        team.promote("staging");
        team.change(workflow, "two");
        team.promote(PlanRequest.of("staging", workflow));

        team.promotions().name(workflow, "r1", "A name: with --odd ~^:?*[ \\ letters.lock", Optional.empty(), ADA);
        team.promotions().rollback(RollbackRequest.steps("staging", 1, workflow), ADA, Optional.empty(), false);

        assertThat(team.says(STAGING, workflow)).contains("one");
        assertThat(team.promotions().names(workflow))
                .singleElement()
                .satisfies(named -> assertThat(named.name()).isEqualTo("A name: with --odd ~^:?*[ \\ letters.lock"));
        team.fsck();
    }
}
