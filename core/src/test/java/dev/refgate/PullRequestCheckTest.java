package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.PullRequestCheck;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.testing.GitHubDouble.Status;
import dev.refgate.testing.GitRepo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the status on a pull request's head says, whoever made the pull request. */
final class PullRequestCheckTest {
    private static final String GATED = PromotionFixture.POLICY.replace(
            "production: { ref: refs/heads/env/production, from: staging }", """
            production:
                ref: refs/heads/env/production
                from: staging
                override: [soak]
                gates: [{ type: soak, duration: 30m }, { type: smoke, environment: staging }]
            """.strip());

    @TempDir
    Path folder;

    private PullRequestFixture team;

    @BeforeEach
    void create() {
        team = PullRequestFixture.withTwoVersions(folder.resolve("repo"), PromotionFixture.POLICY);
    }

    @AfterEach
    void close() {
        assertThat(team.forge.violations()).isEmpty();
        team.team.fsck();
        team.close();
    }

    private void use(String policy) {
        team.close();
        team = PullRequestFixture.withTwoVersions(folder.resolve("other"), policy);
    }

    private Status posted() {
        List<Status> statuses = team.forge.statuses();
        return statuses.get(statuses.size() - 1);
    }

    /** A person's branch from production's, with the work tree's files; opens a pull request. */
    private int byHand(GitRepo workTree, String message) {
        workTree.commit(message);
        team.git.updateRef("refs/heads/by-hand", workTree.head());
        return team.forge.openByHand("by-hand", "env/production");
    }

    private static List<String> words(PullRequestCheck check) {
        return check.gates().stream()
                .map(gate -> gate.type() + " " + gate.state().word())
                .toList();
    }

    @Test
    void aPromotionWhoseGatesAreOpenMayBeMerged() {
        Proposed proposed = team.propose();

        PullRequestCheck check = team.pullRequests()
                .check(1, Optional.of("production"), Optional.of(URI.create("https://ci.example/jobs/7")), false);

        assertThat(words(check)).containsExactly("merge passed", "plan passed", "from passed");
        assertThat(check.moves()).isEqualTo(proposed.moves());
        assertThat(posted())
                .isEqualTo(new Status(
                        proposed.commit().orElseThrow().hex(),
                        "success",
                        "refgate/production",
                        check.plan().orElseThrow() + ": 1 workflow, all gates are open",
                        "https://ci.example/jobs/7"));
    }

    @Test
    void aDryRunPostsNothing() {
        team.propose();

        PullRequestCheck check = team.pullRequests().check(1, Optional.empty(), Optional.empty(), true);

        assertThat(check.status().state()).isEqualTo(CommitStatus.State.SUCCESS);
        assertThat(team.forge.statuses()).isEmpty();
    }

    @Test
    void aSoakIsPendingUntilItIsOver() {
        use(GATED);
        team.executor = (gate, plan) -> new GateResult(gate.type(), State.PASSED, "3 cases passed");
        team.propose();

        PullRequestCheck early = team.check(1);
        Status first = posted();
        team.team.clock.advance(Duration.ofMinutes(30));
        PullRequestCheck late = team.check(1);

        assertThat(words(early))
                .containsExactly("merge passed", "plan passed", "from passed", "soak pending", "smoke pending");
        assertThat(first.state()).isEqualTo("pending");
        assertThat(first.description()).startsWith("soak pending: triage: in staging since ");
        assertThat(words(late)).contains("soak passed", "smoke passed");
        assertThat(posted().state()).isEqualTo("success");
    }

    @Test
    void whatIsExecutedDecides() {
        use(GATED);
        team.team.clock.advance(Duration.ofMinutes(31));
        team.propose();
        team.executor = (gate, plan) ->
                new GateResult(gate.type(), State.FAILED, "1 of 3 cases failed: \n@you\u202e " + "x".repeat(200));

        PullRequestCheck failed = team.check(1);
        assertThat(failed.status().state()).isEqualTo(CommitStatus.State.FAILURE);
        assertThat(posted().description())
                .startsWith("smoke failed: 1 of 3 cases failed: @you x")
                .hasSize(140);

        team.executor = (gate, plan) -> new GateResult(gate.type(), State.ERROR, "staging does not answer");
        assertThat(team.check(1).status().state()).isEqualTo(CommitStatus.State.ERROR);
    }

    @Test
    void whatWasOverriddenWithAReasonStaysSo() {
        use(GATED);
        team.executor = (gate, plan) -> new GateResult(gate.type(), State.PASSED, "3 cases passed");
        team.pullRequests()
                .propose(team.plan(), PromoteOptions.by(ADA).overriding("soak").because("It burns"), false);

        PullRequestCheck check = team.check(1);

        assertThat(words(check)).contains("soak overridden", "smoke passed");
        assertThat(posted().state()).isEqualTo("success");
        team.git.commit("refgate.yml", GATED.replace("override: [soak]", "override: []"), "Allow no overrides");
        assertThat(team.check(1).status().state()).isEqualTo(CommitStatus.State.FAILURE);
    }

    @Test
    void aFreezeIsPending() {
        use(PromotionFixture.POLICY.replace(
                "from: staging }", "from: staging, freeze: [{ cron: \"* * * * *\", duration: 1h, timezone: UTC }] }"));
        team.propose();

        assertThat(words(team.check(1))).contains("freeze pending");
        assertThat(posted().state()).isEqualTo("pending");
    }

    @Test
    void contentThatWasRolledBackFromIsOnHold() {
        team.propose();
        team.team.promote("production");
        team.team.promotions().rollback(RollbackRequest.steps("production", 1), ADA, Optional.empty(), false);
        // The pull request is of what was rolled back from.
        String tree = team.git.revParse(team.forge.pull(1).head() + "^{tree}");
        String commit = team.git.git("commit-tree", tree, "-p", "env/production", "-m", "Once more");
        team.git.updateRef("refs/heads/by-hand", commit);
        int number = team.forge.openByHand("by-hand", "env/production");

        PullRequestCheck check = team.check(number);

        assertThat(words(check)).contains("hold failed");
        assertThat(posted().state()).isEqualTo("failure");
        assertThat(posted().description()).startsWith("hold failed: rolled back from: triage");
    }

    @Test
    void aHoldThatWasReleasedByThePullRequestIsNoObstacle() {
        team.team.promote("production");
        team.team.promotions().rollback(RollbackRequest.steps("production", 1), ADA, Optional.empty(), false);
        var plan =
                team.team.promotions().plan(PlanRequest.of("production", TRIAGE).releasingHolds());
        team.pullRequests().propose(plan, PromoteOptions.by(ADA).releasingHolds(), false);

        assertThat(words(team.check(1))).contains("hold overridden");
        assertThat(posted().state()).isEqualTo("success");
    }

    @Test
    void anotherWorkflowThatMovedDoesNotMatter() {
        team.propose();
        team.team.change(REPORT, "new");
        team.team.promote(PlanRequest.of("staging", REPORT));
        team.team.promote(PlanRequest.of("production", REPORT));

        PullRequestCheck check = team.check(1);

        assertThat(check.status().state()).isEqualTo(CommitStatus.State.SUCCESS);
        assertThat(check.moves())
                .singleElement()
                .satisfies(move -> assertThat(move.workflow()).isEqualTo(TRIAGE));
        assertThat(check.gates().get(0).evidence()).contains("production has moved since, and other workflows alone");
    }

    @Test
    void theSameWorkflowThatMovedIsAConflict() {
        team.propose();
        team.team.change(TRIAGE, "three");
        team.team.promote("staging");
        team.team.promote("production");

        PullRequestCheck check = team.check(1);

        assertThat(words(check)).containsExactly("merge failed");
        assertThat(posted().state()).isEqualTo("failure");
        assertThat(posted().description()).contains("production has moved since: triage");
    }

    @Test
    void aPlanOfAnotherPolicyDoesNotHold() {
        team.propose();
        team.git.commit("refgate.yml", PromotionFixture.POLICY + "# changed\n", "Touch the policy");

        assertThat(words(team.check(1))).contains("plan failed");
        assertThat(posted().state()).isEqualTo("failure");
    }

    @Test
    void stagingThatMovedOnMakesTheContentAStranger() {
        team.propose();
        team.team.change(TRIAGE, "three");
        team.team.promote("staging");

        assertThat(words(team.check(1))).contains("from failed");
        assertThat(posted().description()).startsWith("from failed: is not in staging: triage");
    }

    @Test
    void aPolicyThatCannotBeReadLetsNothingThrough() {
        team.propose();
        team.git.commit("refgate.yml", "version: 1\nenvironments: {\n", "Break the policy");

        assertThat(words(team.check(1))).containsExactly("policy failed");
        assertThat(posted().state()).isEqualTo("failure");
    }

    @Test
    void mergingTheSourceBranchFails() {
        GitRepo byHand = team.workTree();
        byHand.git(
                "merge",
                "--quiet",
                "--no-ff",
                "--allow-unrelated-histories",
                "-X",
                "theirs",
                "-m",
                "Merge main",
                "main");
        int number = byHand(byHand, "Go on");

        PullRequestCheck check = team.check(number);

        assertThat(words(check)).containsExactly("merge failed");
        assertThat(posted().state()).isEqualTo("failure");
        assertThat(posted().description())
                .startsWith("merge failed: it merges ")
                .contains("of the source branch main");
        int direct = team.forge.openByHand("main", "env/production");
        assertThat(words(team.check(direct))).containsExactly("merge failed");
    }

    @Test
    void anEnvironmentThatBeganAsTheSourceBranchIsNoMergeOfIt() {
        team.close();
        team = PullRequestFixture.create(folder.resolve("shared"), PromotionFixture.POLICY);
        team.team.change(TRIAGE, "one");
        team.git.git("branch", "env/staging", "main");
        team.git.git("branch", "env/production", "main");
        team.team.change(TRIAGE, "two");
        team.team.promote("staging");
        team.propose();

        assertThat(team.check(1).status().state()).isEqualTo(CommitStatus.State.SUCCESS);
    }

    @Test
    void aPersonsPullRequestWithStagingsContentMayBeMerged() {
        GitRepo byHand = team.workTree();
        byHand.git("checkout", "--quiet", "env/staging", "--", "workflows/triage");

        PullRequestCheck check = team.check(byHand(byHand, "Take triage from staging"));

        assertThat(words(check)).containsExactly("merge passed", "from passed");
        assertThat(posted().state()).isEqualTo("success");
    }

    @Test
    void aPersonsOwnContentMayNot() {
        GitRepo byHand = team.workTree();
        byHand.write("workflows/triage/workflow.yml", SampleRepository.greeting("fixed in a hurry"));

        PullRequestCheck check = team.check(byHand(byHand, "Hotfix"));

        assertThat(words(check)).containsExactly("merge passed", "from failed");
        assertThat(posted().state()).isEqualTo("failure");
    }

    @Test
    void commitsOnTopOfThePromotionAreSeen() {
        Proposed proposed = team.propose();
        GitRepo byHand = team.workTree();
        byHand.git("checkout", "--quiet", "--detach", proposed.branch().orElseThrow());
        byHand.write("workflows/triage/extra.md", "slipped in");
        byHand.commit("Slip something in");
        team.git.updateRef("refs/heads/" + proposed.branch().orElseThrow(), byHand.head());

        assertThat(words(team.check(1))).contains("plan failed", "from failed");
    }

    @Test
    void aPullRequestWithoutWorkflowsDeploysNothing() {
        GitRepo byHand = team.workTree();
        byHand.write("README.md", "About this branch");

        PullRequestCheck check = team.check(byHand(byHand, "Say what this is"));

        assertThat(check.moves()).isEmpty();
        assertThat(posted().state()).isEqualTo("success");
        assertThat(posted().description()).isEqualTo("Changes no workflow");
    }

    @Test
    void aForksHeadIsCheckedOnceItIsHere() {
        GitRepo fork = team.git.cloneTo(folder.resolve("fork"));
        fork.git("checkout", "--quiet", "-b", "theirs", "origin/env/production");
        fork.git("checkout", "--quiet", "origin/env/staging", "--", "workflows/triage");
        String head = fork.commit("Take triage from staging");
        int number = team.forge.openFromFork("promote/production/plan-0123456789abcdef", head, "env/production");

        assertThatThrownBy(() -> team.check(number))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("fetch origin refs/pull/1/head:refs/pull/1/head");
        team.git.git("fetch", "--quiet", fork.folder().toString(), "theirs:refs/pull/1/head");

        assertThat(words(team.check(number))).containsExactly("merge passed", "from passed");
    }

    @Test
    void onlyOpenPullRequestsToEnvironmentsAreChecked() {
        team.propose();
        int toMain = team.forge.openByHand("env/staging", "main-2");
        team.forge.close(1, true);

        assertThatThrownBy(() -> team.check(1))
                .isInstanceOf(NotAllowedException.class)
                .hasMessage("pull request: #1 is merged (expected an open one)");
        assertThatThrownBy(() -> team.check(toMain))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("goes to main-2, which is no environment");
        assertThatThrownBy(() -> {
                    team.propose();
                    team.pullRequests().check(3, Optional.of("staging"), Optional.empty(), false);
                })
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("which is production (expected staging)");
        assertThat(team.forge.statuses()).isEmpty();
    }
}
