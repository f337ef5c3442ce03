package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions to branches, with the real git as second opinion. */
final class PromotionTest {
    private static final String EMPTY_ROOT = "f4575f200bd086a69bcbca3fd75fb4b201e745fd";

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

    private Promotions promotions() {
        return team.promotions();
    }

    @Test
    void aPromotionIsOneCommitOnTheEnvironmentsBranch() {
        team.git.write("README.md", "not for environments");
        CommitId source = team.change(TRIAGE, "one");

        Deployment deployment = team.promote("staging");

        assertThat(team.log("env/staging", "%H %an <%ae> %s"))
                .containsExactly(
                        deployment.commit() + " Ada Lovelace <ada@example.com> Promote triage to staging",
                        EMPTY_ROOT + " Refgate <refgate@refgate.invalid> The beginning of an environment");
        assertThat(team.git.git("ls-tree", "-r", "--name-only", "env/staging"))
                .isEqualTo("workflows/triage/workflow.yml");
        assertThat(team.git.revParse("env/staging:workflows/triage"))
                .isEqualTo(team.git.revParse("main:workflows/triage"));
        assertThat(team.git.git("log", "-1", "--format=%ct", "env/staging"))
                .isEqualTo(Long.toString(team.clock.instant().getEpochSecond()));
        assertThat(deployment.moves()).singleElement().satisfies(move -> {
            assertThat(move.from()).isEmpty();
            assertThat(move.source()).contains(source);
        });
        assertThat(team.git.git("status", "--porcelain")).isEmpty();
        team.fsck();
    }

    @Test
    void theRootIsTheSameEverywhere() {
        String bytes = """
                tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
                author Refgate <refgate@refgate.invalid> 0 +0000
                committer Refgate <refgate@refgate.invalid> 0 +0000

                The beginning of an environment
                """;

        assertThat(team.git.gitWithInput(bytes, "hash-object", "-t", "commit", "--stdin"))
                .isEqualTo(EMPTY_ROOT);
    }

    @Test
    void theNextPromotionReplacesDeletesAndKeeps() {
        team.change(TRIAGE, "one");
        team.change(REPORT, "kept");
        Deployment first = team.promote("staging");
        team.git.remove("workflows/triage");
        team.change(new WorkflowId("triage-2"), "renamed");

        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));
        Deployment second = team.promote("staging");

        assertThat(plan.warnings()).singleElement().asString().contains("triage is deleted in staging");
        assertThat(second.previous()).contains(first.commit());
        assertThat(team.git.git("ls-tree", "--name-only", "env/staging:workflows"))
                .isEqualTo("report\ntriage-2");
        assertThat(team.git.git("rev-list", "--parents", "-1", "env/staging").split(" "))
                .containsExactly(second.commit().hex(), first.commit().hex());
        team.fsck();
    }

    @Test
    void onlyTheNamedWorkflowsMove() {
        team.change(TRIAGE, "one");
        team.change(REPORT, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        team.change(REPORT, "two");

        team.promote(PlanRequest.of("staging", REPORT));

        assertThat(team.says("env/staging", REPORT)).contains("two");
        assertThat(team.says("env/staging", TRIAGE)).contains("one");
    }

    @Test
    void anyRevisionOfATrackedBranchCanEnter() {
        CommitId first = team.change(TRIAGE, "one");
        team.change(TRIAGE, "two");

        team.promote(PlanRequest.of("staging", TRIAGE).at(promotions().commit(Optional.of(TRIAGE), "r1")));

        assertThat(team.says("env/staging", TRIAGE)).contains("one");
        assertThat(team.deployments("staging").get(0).moves().get(0).source()).contains(first);
    }

    @Test
    void whatIsNotInTheEnvironmentBeforeCannotEnter() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        CommitId second = team.change(TRIAGE, "two");
        PromotionPlan plan =
                promotions().plan(PlanRequest.of("production", TRIAGE).at(second));

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOfSatisfying(
                        GateRefusedException.class,
                        refused -> assertThat(refused.pending()).isFalse())
                .hasMessageContaining("gate from failed (is not in staging: triage");
        assertThat(team.git.git("for-each-ref", "refs/heads/env/production")).isEmpty();
    }

    @Test
    void contentThatWasNeverOnTheSourceBranchCannotEnter() {
        team.change(TRIAGE, "one");
        team.git.git("switch", "--quiet", "--create", "feature");
        CommitId feature = team.change(TRIAGE, "unreviewed");
        team.git.git("switch", "--quiet", "main");
        PromotionPlan plan = promotions().plan(PlanRequest.of("staging", TRIAGE).at(feature));

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(GateRefusedException.class)
                .hasMessageContaining("was never in development: triage");
    }

    @Test
    void whatCameFromMainIsTracedThroughStaging() {
        CommitId source = team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(REPORT, "later");

        Deployment deployment = team.promote("production");

        assertThat(deployment.moves().get(0).source()).contains(source);
        assertThat(team.git.git("diff", "--stat", "env/staging", "env/production"))
                .isEmpty();
    }

    @Test
    void aPlanThatIsDoneIsDone() {
        team.change(TRIAGE, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));
        team.promote("staging");
        String tip = team.git.revParse("env/staging");

        assertThat(promotions().promote(plan, PromoteOptions.by(ADA)).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(promotions().plan(PlanRequest.all("staging")).moves()).isEmpty();
        assertThat(team.git.revParse("env/staging")).isEqualTo(tip);
    }

    @Test
    void aPlanHoldsWhenOnlyOthersMoved() {
        team.change(TRIAGE, "one");
        team.change(REPORT, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.of("staging", TRIAGE));
        Deployment other = team.promote(PlanRequest.of("staging", REPORT));

        MoveResult result = promotions().promote(plan, PromoteOptions.by(ADA));

        assertThat(result.deployment().orElseThrow().previous()).contains(other.commit());
        assertThat(team.says("env/staging", REPORT)).contains("one");
    }

    @Test
    void aPlanThatDoesNotHoldIsRefused() {
        CommitId first = team.change(TRIAGE, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.of("staging", TRIAGE).at(first));
        team.change(TRIAGE, "two");
        team.promote("staging");

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(plan.id() + " does not hold any longer: triage is at ");
    }

    @Test
    void aPlanOfAnotherPolicyIsRefused() {
        team.change(TRIAGE, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));
        team.git.commit("refgate.yml", PromotionFixture.POLICY + "# changed\n", "Touch the policy");

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("refgate.yml has changed");
    }

    @Test
    void aPlanGoesThroughAFile() {
        team.change(TRIAGE, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));
        Map<String, Object> map = plan.toMap();

        PromotionPlan read = PromotionPlan.fromMap(map);

        assertThat(read).isEqualTo(plan);
        assertThat(map).containsEntry("plan", plan.id());
        assertThat(plan.policy()).isEqualTo(team.git.revParse("main:refgate.yml"));
        map.put("environment", "production");
        assertThatThrownBy(() -> PromotionPlan.fromMap(map))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("is not the id of what it holds");
    }

    @Test
    void aDryRunMovesNothing() {
        team.change(TRIAGE, "one");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));

        MoveResult result = promotions().promote(plan, PromoteOptions.by(ADA).withoutMoving());

        assertThat(result.outcome()).isEqualTo(Outcome.DRY_RUN);
        assertThat(team.git.git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    @Test
    void anUnreadablePolicyStopsAllMoves() {
        team.change(TRIAGE, "one");
        team.git.commit("refgate.yml", "version: 1\n", "Break the policy");

        assertThatThrownBy(() -> promotions().plan(PlanRequest.all("staging")))
                .isInstanceOf(GateRefusedException.class)
                .hasMessageContaining("nothing is moved before refgate.yml is right");
    }

    @Test
    void badRequestsSayWhatWasExpected() {
        team.change(TRIAGE, "one");

        assertThatThrownBy(() -> promotions().plan(PlanRequest.all("development")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("is the source branch");
        assertThatThrownBy(() -> promotions().plan(PlanRequest.all("production")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("promote to staging first");
        assertThatThrownBy(() -> promotions().plan(PlanRequest.of("staging", new WorkflowId("triag"))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"triage\"?");
        assertThatThrownBy(() -> promotions()
                        .plan(new PlanRequest(
                                "staging", Optional.of("production"), List.of(), Optional.empty(), false, false)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("from: production (expected development");
    }

    @Test
    void aBranchOfOthersKeepsItsOtherPathsAndIsOneBaseline() {
        team.change(TRIAGE, "one");
        team.change(TRIAGE, "two");
        team.git.git("branch", "env/staging", "main");
        team.change(TRIAGE, "three");

        Deployment deployment = team.promote("staging");

        assertThat(team.git.git("ls-tree", "-r", "--name-only", "env/staging"))
                .isEqualTo("refgate.yml\nworkflows/triage/workflow.yml");
        List<Deployment> ledger = team.deployments("staging");
        assertThat(ledger).hasSize(2);
        assertThat(ledger.get(0)).isEqualTo(deployment);
        assertThat(ledger.get(1).baseline()).isTrue();
        assertThat(ledger.get(1).time()).isEmpty();
        assertThat(ledger.get(1).moves()).hasSize(1);
    }

    @Test
    void aBranchThatIsCheckedOutIsNotMoved() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        Path linked = folder.resolve("linked");
        team.git.git("worktree", "add", "--quiet", linked.toString(), "env/staging");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("is checked out in " + linked);
        assertThat(GitRepo.at(linked).git("status", "--porcelain")).isEmpty();

        team.git.git("-C", linked.toString(), "switch", "--quiet", "--detach");
        assertThat(promotions().promote(plan, PromoteOptions.by(ADA)).outcome()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void aStaleLockIsNamedWithItsRemedy() throws IOException {
        team.change(TRIAGE, "one");
        team.promote("staging");
        team.change(TRIAGE, "two");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));
        Path lock = Files.createFile(team.git.gitDir().resolve("refs/heads/env/staging.lock"));

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("rm " + lock);
        Files.delete(lock);
        assertThat(promotions().promote(plan, PromoteOptions.by(ADA)).outcome()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void aBranchBesideAFolderOfItsNameIsNamed() {
        team.change(TRIAGE, "one");
        team.git.git("branch", "env", "main");
        PromotionPlan plan = promotions().plan(PlanRequest.all("staging"));

        assertThatThrownBy(() -> promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("cannot exist beside refs/heads/env");
    }

    @Test
    void peopleWithOddNamesMakeCommitsThatGitLikes() {
        team.change(TRIAGE, "one");
        Actor odd = Actor.claimed(" <script>\nEve \u202e\u0000, \"é🚀\" ", "e v\ne@<x>");

        promotions()
                .promote(
                        promotions().plan(PlanRequest.all("staging")),
                        PromoteOptions.by(odd).because("x"));

        team.fsck();
        assertThat(team.deployments("staging").get(0).actor().name()).isEqualTo(odd.name());
        assertThat(team.deployments("staging").get(0).action()).isEqualTo(Action.PROMOTE);
    }
}
