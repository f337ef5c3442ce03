package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollbacks, what they put on hold, and how it is let in again. */
final class RollbackTest {
    private static final String ENVIRONMENT = "staging";
    private static final String BRANCH = "env/staging";

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

    private Deployment deploy(WorkflowId workflow, String text) {
        team.change(workflow, text);
        return team.promote(PlanRequest.of(ENVIRONMENT, workflow));
    }

    private MoveResult rollBack(RollbackRequest request) {
        team.clock.advance(Duration.ofMinutes(1));
        return team.promotions().rollback(request, ADA, Optional.of("it broke"), false);
    }

    private ContentId content(String commit, WorkflowId workflow) {
        return new ContentId(team.git.revParse(commit + ":workflows/" + workflow));
    }

    @Test
    void aRollbackIsANewCommitWithEarlierContent() {
        Deployment good = deploy(TRIAGE, "good");
        Deployment bad = deploy(TRIAGE, "bad");

        MoveResult result = rollBack(RollbackRequest.steps(ENVIRONMENT, 1));

        Deployment rollback = result.deployment().orElseThrow();
        assertThat(team.says(BRANCH, TRIAGE)).contains("good");
        assertThat(rollback.previous()).contains(bad.commit());
        assertThat(rollback.rollbackOf()).contains(bad.id());
        assertThat(team.git.git("diff", good.commit().hex(), BRANCH)).isEmpty();
        assertThat(team.deployments(ENVIRONMENT))
                .containsExactly(rollback, bad, good)
                .first()
                .satisfies(read -> {
                    assertThat(read.action()).isEqualTo(Action.ROLLBACK);
                    assertThat(read.reason()).contains("it broke");
                });
        team.fsck();
    }

    @Test
    void twoRollbacksGoTwoStepsBackAndHoldBoth() {
        deploy(TRIAGE, "one");
        deploy(TRIAGE, "two");
        deploy(TRIAGE, "three");

        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));
        assertThat(team.says(BRANCH, TRIAGE)).contains("two");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));

        assertThat(team.says(BRANCH, TRIAGE)).contains("one");
        assertThat(team.promotions().holds(ENVIRONMENT).get(TRIAGE))
                .containsExactlyInAnyOrder(content("main", TRIAGE), content("main~1", TRIAGE));
        assertThatThrownBy(() -> rollBack(RollbackRequest.steps(ENVIRONMENT, 1)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("steps: 1 (expected something to go back to");
    }

    @Test
    void manyStepsAreAsManyRollbacks() {
        for (int i = 1; i <= 20; i++) {
            deploy(TRIAGE, "v" + i);
        }

        rollBack(RollbackRequest.steps(ENVIRONMENT, 17));

        assertThat(team.says(BRANCH, TRIAGE)).contains("v3");
        assertThatThrownBy(() -> rollBack(RollbackRequest.steps(ENVIRONMENT, 3)))
                .hasMessageContaining("steps: 3 (expected at most 2");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 2));
        assertThat(team.says(BRANCH, TRIAGE)).contains("v1");
    }

    @Test
    void whatWasRolledBackIsOnHoldUntilOtherContentComes() {
        deploy(TRIAGE, "good");
        deploy(TRIAGE, "bad");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));

        PromotionPlan again = team.promotions().plan(PlanRequest.of(ENVIRONMENT, TRIAGE));
        assertThatThrownBy(() -> team.promotions().promote(again, PromoteOptions.by(ADA)))
                .isInstanceOf(GateRefusedException.class)
                .hasMessageContaining("gate hold failed (rolled back from: triage");

        deploy(TRIAGE, "fixed");
        assertThat(team.promotions().holds(ENVIRONMENT)).isEmpty();
        assertThat(team.says(BRANCH, TRIAGE)).contains("fixed");
    }

    @Test
    void promoteAllLeavesOutWhatIsOnHold() {
        deploy(TRIAGE, "good");
        deploy(TRIAGE, "bad");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));
        team.change(REPORT, "new");

        PromotionPlan plan = team.promotions().plan(PlanRequest.all(ENVIRONMENT));

        assertThat(plan.moves()).extracting(move -> move.workflow()).containsExactly(REPORT);
        assertThat(plan.warnings()).singleElement().asString().contains("triage is left out", "is on hold");
    }

    @Test
    void aReleaseLetsItInAgainAndMovesNothing() {
        deploy(TRIAGE, "good");
        deploy(TRIAGE, "bad");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));
        String before = team.git.revParse(BRANCH + "^{tree}");

        MoveResult release = team.promotions().release(ENVIRONMENT, List.of(TRIAGE), ADA, Optional.of("it was not us"));

        assertThat(release.outcome()).isEqualTo(Outcome.DEPLOYED);
        assertThat(team.git.revParse(BRANCH + "^{tree}")).isEqualTo(before);
        assertThat(team.promotions().holds(ENVIRONMENT)).isEmpty();
        assertThat(team.deployments(ENVIRONMENT).get(0))
                .isEqualTo(release.deployment().orElseThrow());
        assertThat(team.promote(PlanRequest.of(ENVIRONMENT, TRIAGE)).moves()).hasSize(1);
        assertThat(team.promotions()
                        .release(ENVIRONMENT, List.of(TRIAGE), ADA, Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void aPromotionThatReleasesSaysSo() {
        deploy(TRIAGE, "good");
        deploy(TRIAGE, "bad");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));
        PromotionPlan plan = team.promotions().plan(PlanRequest.all(ENVIRONMENT).releasingHolds());

        team.promotions().promote(plan, PromoteOptions.by(ADA).releasingHolds());

        assertThat(team.deployments(ENVIRONMENT).get(0).gates())
                .filteredOn(gate -> gate.type().equals("hold"))
                .extracting(GateResult::state)
                .containsExactly(GateResult.State.OVERRIDDEN);
        assertThat(team.promotions().holds(ENVIRONMENT)).isEmpty();
    }

    @Test
    void oneWorkflowGoesBackAlone() {
        deploy(TRIAGE, "one");
        deploy(REPORT, "one");
        deploy(TRIAGE, "two");
        deploy(REPORT, "two");

        rollBack(RollbackRequest.steps(ENVIRONMENT, 1, TRIAGE));

        assertThat(team.says(BRANCH, TRIAGE)).contains("one");
        assertThat(team.says(BRANCH, REPORT)).contains("two");
        assertThat(team.promotions().holds(ENVIRONMENT)).containsOnlyKeys(TRIAGE);
    }

    @Test
    void aRollbackOfAllAfterOneOfOneDoesNotBringTheBadBack() {
        deploy(TRIAGE, "good");
        deploy(TRIAGE, "bad");
        deploy(REPORT, "one");
        rollBack(RollbackRequest.steps(ENVIRONMENT, 1, TRIAGE));

        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));

        assertThat(team.says(BRANCH, TRIAGE)).contains("good");
        assertThat(team.says(BRANCH, REPORT)).isEmpty();
        team.fsck();
    }

    @Test
    void oneGoesBackToADeploymentByItsIdOrCommit() {
        Deployment first = deploy(TRIAGE, "one");
        deploy(REPORT, "one");
        deploy(TRIAGE, "two");

        rollBack(RollbackRequest.to(ENVIRONMENT, first.commit().hex().substring(0, 10), TRIAGE));
        assertThat(team.says(BRANCH, TRIAGE)).contains("one");
        assertThat(team.says(BRANCH, REPORT)).contains("one");

        rollBack(RollbackRequest.to(ENVIRONMENT, first.id()));
        assertThat(team.says(BRANCH, REPORT)).isEmpty();
        assertThat(team.git.git("diff", first.commit().hex(), BRANCH)).isEmpty();
        assertThatThrownBy(() -> rollBack(RollbackRequest.to(ENVIRONMENT, "dep-0000000000000000")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatOthersPushedCanBeRolledBack() {
        deploy(TRIAGE, "one");
        Path clone = folder.resolve("clone");
        team.git.git("worktree", "add", "--quiet", clone.toString(), BRANCH);
        GitRepo by = GitRepo.at(clone);
        String pushed = by.commit(
                "workflows/triage/workflow.yml", SampleRepository.greeting("by hand"), "Fix it by hand\n\nno trailers");
        by.git("switch", "--quiet", "--detach");

        Deployment external = team.deployments(ENVIRONMENT).get(0);
        assertThat(external.external()).isTrue();
        assertThat(external.id()).isEqualTo(pushed.substring(0, 12));
        assertThat(external.actor().name()).isEqualTo(GitRepo.AUTHOR);
        assertThat(team.promotions().drift(ENVIRONMENT))
                .singleElement()
                .satisfies(drift -> assertThat(drift.content()).isEqualTo(content(BRANCH, TRIAGE)));

        rollBack(RollbackRequest.steps(ENVIRONMENT, 1));
        assertThat(team.says(BRANCH, TRIAGE)).contains("one");
        assertThat(team.promotions().drift(ENVIRONMENT)).isEmpty();
        assertThat(team.promotions().holds(ENVIRONMENT)).containsOnlyKeys(TRIAGE);
    }

    @Test
    void aDryRunMovesNothing() {
        deploy(TRIAGE, "one");
        Deployment second = deploy(TRIAGE, "two");

        MoveResult result =
                team.promotions().rollback(RollbackRequest.steps(ENVIRONMENT, 1), ADA, Optional.empty(), true);

        assertThat(result.outcome()).isEqualTo(Outcome.DRY_RUN);
        assertThat(result.moves()).hasSize(1);
        assertThat(team.git.revParse(BRANCH)).isEqualTo(second.commit().hex());
    }
}
