package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on record when the real git has merged a promotion's pull request, in each of the ways that forges offer. */
final class MergedPullRequestTest {
    @TempDir
    Path folder;

    private PullRequestFixture team;
    private Proposed proposed;
    private String branch;
    private String id;
    private GitRepo byHand;

    @BeforeEach
    void propose() {
        team = PullRequestFixture.withTwoVersions(folder.resolve("repo"), PromotionFixture.POLICY);
        proposed =
                team.pullRequests().propose(team.plan(), PromoteOptions.by(ADA).because("Faster"), false);
        branch = proposed.branch().orElseThrow();
        id = team.git.git("log", "-1", "--format=%(trailers:key=Deployment-Id,valueonly)", branch);
        byHand = team.workTree();
    }

    @AfterEach
    void close() {
        team.team.fsck();
        team.close();
    }

    private Deployment newest() {
        return team.deployments().get(0);
    }

    private void mergeCommit(String head) {
        byHand.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #1 from acme/" + head, head);
        team.push(byHand);
    }

    private void squash(String message) {
        byHand.git("merge", "--quiet", "--squash", branch);
        byHand.git("commit", "--quiet", "-m", message);
        team.push(byHand);
    }

    private void rebase() {
        byHand.git("cherry-pick", branch);
        team.push(byHand);
    }

    /** Another workflow comes into production while the pull request waits. */
    private void productionMoves() {
        team.team.change(REPORT, "new");
        team.team.promote(PlanRequest.of("staging", REPORT));
        team.team.promote(PlanRequest.of("production", REPORT));
        byHand.git("checkout", "--quiet", "--detach", PullRequestFixture.BRANCH);
    }

    private void requireIsThePromotion() {
        assertThat(newest().id()).isEqualTo(id);
        assertThat(newest().action()).isEqualTo(Action.PROMOTE);
        assertThat(newest().external()).isFalse();
        assertThat(newest().ungated()).isFalse();
        assertThat(newest().commit().hex()).isEqualTo(team.git.revParse("env/production"));
        assertThat(newest().actor().name()).isEqualTo(ADA.name());
        assertThat(newest().reason()).contains("Faster");
        assertThat(newest().moves()).isEqualTo(proposed.moves());
    }

    @Test
    void aMergeCommit() {
        mergeCommit(branch);

        requireIsThePromotion();
        assertThat(team.deployments()).hasSize(2).noneMatch(Deployment::baseline);
    }

    @Test
    void aMergeCommitAfterProductionMoved() {
        productionMoves();
        mergeCommit(branch);

        requireIsThePromotion();
        assertThat(team.team.says("env/production", REPORT)).contains("new");
    }

    @Test
    void aMergeCommitOfABranchThatWasBroughtUpToDate() {
        productionMoves();
        byHand.git("checkout", "--quiet", "--detach", branch);
        byHand.git(
                "merge", "--quiet", "--no-ff", "-m", "Merge branch 'env/production' into " + branch, "env/production");
        String head = byHand.head();
        byHand.git("checkout", "--quiet", "--detach", "env/production");
        mergeCommit(head);

        requireIsThePromotion();
    }

    @Test
    void aSquash() {
        squash("Promote triage to production (#1)");

        requireIsThePromotion();
    }

    @Test
    void aSquashAfterProductionMoved() {
        productionMoves();
        squash("Promote triage to production (#1)");

        requireIsThePromotion();
    }

    @Test
    void aSquashThatKeepsTheMessageNeedsNoBranch() {
        squash(team.git.git("log", "-1", "--format=%B", branch));
        team.git.deleteRef("refs/heads/" + branch);

        requireIsThePromotion();
    }

    @Test
    void aRebaseNeedsNoBranchWhereProductionDidNotMove() {
        rebase();
        team.git.deleteRef("refs/heads/" + branch);

        requireIsThePromotion();
    }

    @Test
    void aRebaseAfterProductionMoved() {
        productionMoves();
        rebase();

        requireIsThePromotion();
    }

    @Test
    void aSquashWithoutAMessageAndWithoutABranchIsExternal() {
        squash("Promote triage to production (#1)");
        team.git.deleteRef("refs/heads/" + branch);

        assertThat(newest().external()).isTrue();
        assertThat(newest().ungated()).isTrue();
        assertThat(newest().moves()).hasSize(1);
    }

    @Test
    void whatIsMergedWithSomethingElseIsNotThePromotion() {
        byHand.git("merge", "--quiet", "--no-commit", "--no-ff", branch);
        byHand.write("workflows/report/workflow.yml", SampleRepository.greeting("slipped in"));
        byHand.git("add", "--all");
        byHand.git("commit", "--quiet", "-m", "Merge pull request #1");
        team.push(byHand);

        assertThat(newest().external()).isTrue();
        assertThat(newest().moves()).hasSize(2);
    }

    @Test
    void aRecordCountsOnce() {
        squash("Promote triage to production (#1)");
        byHand.git("revert", "--no-edit", "HEAD");
        byHand.git("revert", "--no-edit", "HEAD");
        team.push(byHand);

        assertThat(team.team.says("env/production", TRIAGE)).contains("two");
        assertThat(team.deployments()).extracting(Deployment::external).containsExactly(true, true, false, false);
        assertThat(team.deployments().get(2).id()).isEqualTo(id);
    }

    @Test
    void itIsRolledBackAndOnHoldLikeAnyOther() {
        mergeCommit(branch);
        byHand.git("checkout", "--quiet", "--detach");

        team.team.promotions().rollback(RollbackRequest.steps("production", 1), ADA, Optional.of("It broke"), false);

        assertThat(team.team.says("env/production", TRIAGE)).contains("one");
        assertThat(newest().rollbackOf()).contains(id);
        assertThat(team.team.promotions().holds("production")).containsOnlyKeys(TRIAGE);
        assertThat(team.plan().moves()).isEmpty();
        assertThat(team.plan().warnings()).singleElement().asString().contains("is on hold");
        team.team.promotions().release("production", List.of(TRIAGE), ADA, Optional.empty());
        assertThat(team.plan().moves()).hasSize(1);
    }

    /** Production asks for a soak, and a pull request waits for it. */
    private void soak() {
        team.close();
        team = PullRequestFixture.withTwoVersions(
                folder.resolve("soaking"),
                PromotionFixture.POLICY.replace(
                        "from: staging }", "from: staging, gates: [{ type: soak, duration: 30m }] }"));
        branch = team.propose().branch().orElseThrow();
        byHand = GitRepo.at(folder.resolve("soaking-by-hand"));
        team.git.git("worktree", "add", "--quiet", "--detach", byHand.folder().toString(), "env/production");
    }

    private String soakOnRecord() {
        return newest().gates().stream()
                .filter(gate -> gate.type().equals("soak"))
                .map(gate -> gate.state().word())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mergedBeforeItsGatesWereOpenItIsUngated() {
        soak();
        team.check(1);

        mergeCommit(branch);

        assertThat(newest().external()).isFalse();
        assertThat(newest().ungated()).isTrue();
        assertThat(soakOnRecord()).isEqualTo("pending");
        assertThat(team.git.git("for-each-ref", "refs/tags/checks")).isEmpty();
    }

    @Test
    void mergedAfterTheCheckWasGreenItIsNot() {
        soak();
        team.team.clock.advance(Duration.ofMinutes(31));
        assertThat(team.check(1).unkept()).isEmpty();
        String tag = team.git.git("for-each-ref", "--format=%(refname) %(objecttype)", "refs/tags/checks");
        team.check(1);

        mergeCommit(branch);

        assertThat(newest().ungated()).isFalse();
        assertThat(soakOnRecord()).isEqualTo("passed");
        assertThat(tag).isEqualTo("refs/tags/checks/production/" + newest().id() + " tag");
        assertThat(team.git.git("for-each-ref", "--format=%(*objectname)", "refs/tags/checks"))
                .isEqualTo(team.git.revParse(branch));
    }

    @Test
    void mergedAfterTheCheckWasRedAgainItIsUngated() {
        soak();
        team.team.clock.advance(Duration.ofMinutes(31));
        team.check(1);
        team.team.change(TRIAGE, "three");
        team.team.promote("staging");
        team.check(1);

        mergeCommit(branch);

        assertThat(newest().ungated()).isTrue();
        assertThat(newest().gates())
                .anySatisfy(gate ->
                        assertThat(gate.type() + " " + gate.state().word()).isEqualTo("from failed"));
    }

    @Test
    void aTagThatSaysSomethingElseIsNotBelieved() {
        soak();
        mergeCommit(branch);
        String forged = team.git
                .git("log", "-1", "--format=%B", branch)
                .replace("Gate-soak: pending", "Gate-soak: passed")
                .replaceAll("Workflow: triage [0-9a-f]{40}", "Workflow: triage " + "f".repeat(40));
        team.git.git("tag", "--annotate", "--message", forged, "checks/production/" + newest().id(), branch);

        assertThat(newest().ungated()).isTrue();
    }
}
