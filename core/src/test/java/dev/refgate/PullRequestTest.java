package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.Proposed.Outcome;
import dev.refgate.testing.GitHubDouble;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions that are opened as pull requests. */
final class PullRequestTest {
    private static final String SOAKING = PromotionFixture.POLICY.replace(
            "production: { ref: refs/heads/env/production, from: staging }",
            "production: { ref: refs/heads/env/production, from: staging, override: [soak], gates:"
                    + " [{ type: soak, duration: 30m }, { type: smoke, environment: staging }] }");

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
        team.close();
    }

    private void use(String policy) {
        team.close();
        team = PullRequestFixture.withTwoVersions(folder.resolve("other"), policy);
    }

    @Test
    void theCommitIsOnABranchOfItsOwnAndTheEnvironmentIsNotTouched() {
        String before = team.git.revParse("env/production");
        PromotionPlan plan = team.plan();

        Proposed proposed = team.propose(plan);

        assertThat(proposed.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(proposed.branch()).contains("promote/production/" + plan.id());
        assertThat(team.git.revParse("env/production")).isEqualTo(before);
        assertThat(team.git.git("rev-list", "--parents", "-1", proposed.branch().orElseThrow()))
                .isEqualTo(proposed.commit().orElseThrow() + " " + before);
        assertThat(team.git.git(
                        "diff",
                        "--name-only",
                        "env/production",
                        proposed.branch().orElseThrow()))
                .isEqualTo("workflows/triage/workflow.yml");
        assertThat(team.git.revParse(proposed.branch().orElseThrow() + ":workflows/triage"))
                .isEqualTo(team.git.revParse("env/staging:workflows/triage"));
        team.team.fsck();
    }

    @Test
    void thePullRequestSaysWhatItWouldDo() {
        PromotionPlan plan = team.plan();

        Proposed proposed =
                team.pullRequests().propose(plan, PromoteOptions.by(ADA).because("Faster"), true);

        GitHubDouble.Pull pull =
                team.forge.pull(proposed.request().orElseThrow().number());
        assertThat(pull.title()).isEqualTo("Promote triage to production");
        assertThat(pull.head()).isEqualTo("promote/production/" + plan.id());
        assertThat(pull.base()).isEqualTo("env/production");
        assertThat(pull.draft()).isTrue();
        assertThat(pull.body())
                .startsWith("<!-- refgate environment=production plan=" + plan.id() + " deployment=dep-")
                .contains("Reason: `Faster`", "| `triage` | `", "- `from` passed: `in staging at ")
                .contains("refgate/production", "## `production (", "→ `promote/production/" + plan.id())
                .contains("-two".substring(1), "```diff");
        assertThat(team.git.git("log", "-1", "--format=%B", pull.head()))
                .contains("Environment: production\nAction: promote\nWorkflow: triage ", "Reason: \"Faster\"");
    }

    @Test
    void theSamePlanAgainFindsIt() {
        Proposed first = team.propose();
        String tip = team.git.revParse(first.branch().orElseThrow());

        Proposed second = team.propose();

        assertThat(second.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(second.request()).isEqualTo(first.request());
        assertThat(second.commit()).isEqualTo(first.commit());
        assertThat(team.git.revParse(first.branch().orElseThrow())).isEqualTo(tip);
        assertThat(team.forge.pulls()).hasSize(1);
    }

    @Test
    void whatWasClosedIsOpenedAnew() {
        Proposed first = team.propose();
        team.forge.close(first.request().orElseThrow().number(), false);

        Proposed second = team.propose();

        assertThat(second.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(second.request().orElseThrow().number()).isEqualTo(2);
        assertThat(second.commit()).isEqualTo(first.commit());
    }

    @Test
    void anAnswerThatWasLostIsFoundOut() {
        PromotionPlan plan = team.plan();
        team.propose(plan);
        team.forge.close(1, false);
        // The first call looks for it; the second opens it, and its answer is lost.
        team.forge.next(200, java.util.Map.of(), "[]").loseAnswer(502);

        Proposed proposed = team.propose(plan);

        assertThat(proposed.request().orElseThrow().number()).isEqualTo(2);
        assertThat(team.forge.pulls()).hasSize(2);
    }

    @Test
    void anEarlierPlansPullRequestIsNamed() {
        Proposed first = team.propose();
        team.team.change(TRIAGE, "three");
        team.team.promote("staging");

        Proposed second = team.propose();

        assertThat(second.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(second.stale()).containsExactly(first.request().orElseThrow());
        assertThat(first.stale()).isEmpty();
    }

    @Test
    void anEnvironmentThatMovedGetsTheCommitAnew() {
        Proposed first = team.propose();
        team.team.change(REPORT, "new");
        team.team.promote(PlanRequest.of("staging", REPORT));
        team.team.promote(PlanRequest.of("production", REPORT));
        PromotionPlan plan = team.plan();

        Proposed second = team.propose(plan);

        assertThat(second.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(second.branch()).isEqualTo(first.branch());
        assertThat(second.request().orElseThrow().number()).isEqualTo(1);
        assertThat(team.git.revParse(second.branch().orElseThrow() + "~1"))
                .isEqualTo(team.git.revParse("env/production"));
        team.team.fsck();
    }

    @Test
    void commitsOfOthersOnTheBranchAreLeftAlone() {
        Proposed first = team.propose();
        String branch = first.branch().orElseThrow();
        String theirs = team.git.git("commit-tree", branch + "^{tree}", "-p", branch, "-m", "Something else");
        team.git.updateRef("refs/heads/" + branch, theirs);

        assertThatThrownBy(() -> team.propose())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(branch)
                .hasMessageContaining("not what Refgate put there");
        assertThat(team.git.revParse(branch)).isEqualTo(theirs);
    }

    @Test
    void pendingGatesDoNotHinderAndAreRecorded() {
        use(SOAKING);
        Proposed proposed = team.propose();

        assertThat(proposed.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(proposed.gates())
                .extracting(gate -> gate.type() + " " + gate.state().word())
                .containsExactly("from passed", "soak pending", "smoke pending");
        assertThat(team.git.git(
                        "log",
                        "-1",
                        "--format=%(trailers:key=Gate-soak)%(trailers:key=Gate-smoke)",
                        proposed.branch().orElseThrow()))
                .contains("Gate-soak: pending \"triage: in staging since", "Gate-smoke: pending \"not run yet");
    }

    @Test
    void gatesThatSayNoHinder() {
        PromotionPlan foreign =
                team.team.promotions().plan(PlanRequest.of("production", TRIAGE).at(team.team.change(TRIAGE, "three")));

        assertThatThrownBy(() -> team.propose(foreign))
                .isInstanceOf(GateRefusedException.class)
                .hasMessageContaining("gate from failed");
        assertThat(team.git.git("for-each-ref", "refs/heads/promote")).isEmpty();
        assertThat(team.forge.pulls()).isEmpty();
    }

    @Test
    void overridesAreRecordedWithTheirReason() {
        use(SOAKING);
        PromoteOptions options = PromoteOptions.by(ADA).overriding("soak");

        assertThatThrownBy(() -> team.pullRequests().propose(team.plan(), options, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("--reason");
        Proposed proposed = team.pullRequests().propose(team.plan(), options.because("It burns"), false);

        assertThat(proposed.gates())
                .anySatisfy(gate -> assertThat(gate.type() + gate.state()).isEqualTo("soak" + State.OVERRIDDEN));
    }

    @Test
    void nothingIsWrittenWhenThereIsNothingToDoOrItIsADryRun() {
        PromotionPlan plan = team.plan();
        Proposed dry = team.pullRequests().propose(plan, PromoteOptions.by(ADA).withoutMoving(), false);
        team.team.promote("production");

        assertThat(dry.outcome()).isEqualTo(Outcome.DRY_RUN);
        assertThat(team.propose(plan).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(team.propose().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(team.forge.calls()).isEmpty();
        assertThat(team.git.git("for-each-ref", "refs/heads/promote")).isEmpty();
    }

    @Test
    void aPlanThatDoesNotHoldIsRefused() {
        PromotionPlan plan = team.plan();
        team.team.change(TRIAGE, "three");
        team.team.promote("staging");
        team.team.promote("production");

        assertThatThrownBy(() -> team.propose(plan))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("does not hold any longer");
    }

    @Test
    void aBranchIsMadeOnlyWhenTheForgeKnowsUs() {
        team.forge.next(401, java.util.Map.of(), "{\"message\":\"Bad credentials\"}");

        assertThatThrownBy(() -> team.propose()).isInstanceOf(RemoteException.class);
        assertThat(team.git.git("for-each-ref", "refs/heads/promote")).isEmpty();
    }

    @Test
    void aTagAndAnEnvironmentWithoutACommitAreRefused() {
        team.close();
        team = PullRequestFixture.create(
                folder.resolve("tags"), PromotionFixture.POLICY.replace("refs/heads/env/staging", "refs/tags/staging"));
        team.team.change(TRIAGE, "one");
        PromotionPlan staging = team.team.promotions().plan(PlanRequest.all("staging"));

        assertThatThrownBy(() -> team.propose(staging))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("staging is the tag refs/tags/staging");
        team.team.promote("staging");
        assertThatThrownBy(() -> team.propose())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("first promotion without --pull-request");
    }

    @Test
    void wordsOfOthersStayWords() {
        String evil = "@acme/admins </code>\n\n# Approved\n<!-- --> `x` [a](http://b) ``` | --";
        team.git.write("workflows/report/prompts/@everyone.md", "```\n@acme/admins --> <script>\n```\n");
        team.team.change(REPORT, "hi @acme/admins");
        team.team.promote("staging");

        Proposed proposed =
                team.pullRequests().propose(team.plan(), PromoteOptions.by(ADA).because(evil), false);

        GitHubDouble.Pull pull =
                team.forge.pull(proposed.request().orElseThrow().number());
        assertThat(pull.title()).isEqualTo("Promote 2 workflows to production");
        assertThat(pull.body().indexOf("-->")).isEqualTo(pull.body().indexOf(" -->\nMoves") + 1);
        assertThat(outsideOfCode(pull.body())).doesNotContain("@").doesNotContain("# Approved", "<script", "[a]");
    }

    @Test
    void hundredsOfWorkflowsFit() {
        for (int i = 0; i < 400; i++) {
            team.git.write("workflows/" + "w".repeat(90) + i + "/workflow.yml", SampleRepository.greeting("v" + i));
        }
        team.git.commit("Many");
        team.team.promote("staging");

        Proposed proposed = team.propose();

        String body = team.forge.pull(proposed.request().orElseThrow().number()).body();
        assertThat(body.length()).isLessThanOrEqualTo(65_536);
        assertThat(body).contains("Left out", "Merging this is the deployment");
    }

    /** Markdown without its fences and code spans. */
    private static String outsideOfCode(String markdown) {
        String text = markdown;
        for (String fence : List.of("`````", "````", "```")) {
            text = text.replaceAll("(?ms)^" + fence + "[a-z]*$.*?^" + fence + "$", "");
        }
        return text.replaceAll("(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", "");
    }
}
