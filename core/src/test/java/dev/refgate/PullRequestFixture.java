package dev.refgate;

import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.PullRequestCheck;
import dev.refgate.promotion.Sightings;
import dev.refgate.testing.GitHubDouble;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A team whose production is promoted to by pull requests, on a forge that is over the same repository. */
final class PullRequestFixture implements AutoCloseable {
    static final String BRANCH = "env/production";

    final PromotionFixture team;
    final GitRepo git;
    final GitHubDouble forge;
    GateExecutor executor = GateExecutor.LATER;

    private PullRequestFixture(PromotionFixture team) {
        this.team = team;
        this.git = team.git;
        this.forge = GitHubDouble.over(team.git);
    }

    static PullRequestFixture create(Path folder, String policy) {
        return new PullRequestFixture(PromotionFixture.create(folder, policy));
    }

    /** Version one of {@code triage} everywhere, version two in staging; only then the policy counts. */
    static PullRequestFixture withTwoVersions(Path folder, String policy) {
        PullRequestFixture fixture = create(folder, PromotionFixture.POLICY);
        fixture.team.change(PromotionFixture.TRIAGE, "one");
        fixture.team.promote("staging");
        fixture.team.promote("production");
        fixture.team.change(PromotionFixture.TRIAGE, "two");
        fixture.team.promote("staging");
        fixture.git.commit("refgate.yml", policy, "Say what it takes");
        return fixture;
    }

    PullRequests pullRequests() {
        ForgeSettings settings = new ForgeSettings(GitHubDouble.REPOSITORY, forge.api(), GitHubDouble.TOKEN);
        return team.refgate().pullRequests(settings, team.refgate().promotions(executor, Sightings.NONE));
    }

    PromotionPlan plan() {
        return team.promotions().plan(PlanRequest.all("production"));
    }

    Proposed propose() {
        return propose(plan());
    }

    Proposed propose(PromotionPlan plan) {
        return pullRequests().propose(plan, PromoteOptions.by(PromotionFixture.ADA), false);
    }

    /** Checks and posts. */
    PullRequestCheck check(int number) {
        return pullRequests().check(number, Optional.empty(), Optional.empty(), false);
    }

    /** A work tree on the environment's branch, where a person uses the real git. */
    GitRepo workTree() {
        Path folder = git.folder().resolveSibling("by-hand");
        git.git("worktree", "add", "--quiet", "--detach", folder.toString(), BRANCH);
        return GitRepo.at(folder);
    }

    /** Makes what the work tree has the environment's. */
    void push(GitRepo workTree) {
        git.updateRef("refs/heads/" + BRANCH, workTree.head());
    }

    List<Deployment> deployments() {
        return team.deployments("production");
    }

    @Override
    public void close() {
        forge.close();
        team.close();
    }
}
