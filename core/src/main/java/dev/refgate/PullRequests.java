package dev.refgate;

import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.Proposer;
import dev.refgate.promotion.PullRequestCheck;
import dev.refgate.promotion.PullRequestChecks;
import java.net.URI;
import java.util.Optional;

/**
 * Promotions that others review and merge: a pull request whose merge is the deployment, and the status on its head that says
 * whether it may be merged. Safe for use by many threads.
 */
public final class PullRequests {
    private final Runnable refreshing;
    private final Proposer proposer;
    private final PullRequestChecks checks;

    PullRequests(Runnable refreshing, Proposer proposer, PullRequestChecks checks) {
        this.refreshing = refreshing;
        this.proposer = proposer;
        this.checks = checks;
    }

    /**
     * Opens the pull request of a plan, or finds it; see {@link Proposer#propose}.
     *
     * @param draft whether it is opened as one that is not ready
     */
    public Proposed propose(PromotionPlan plan, PromoteOptions options, boolean draft) {
        refreshing.run();
        return proposer.propose(plan, options, draft);
    }

    /**
     * Finds out whether a pull request may be merged into its environment, and posts that on its head; see {@link
     * PullRequestChecks#check}.
     *
     * @param environment empty for the one that is the branch it goes to
     * @param details where there is more about it, for people
     * @param dryRun whether nothing is posted
     */
    public PullRequestCheck check(int number, Optional<String> environment, Optional<URI> details, boolean dryRun) {
        return checks.check(number, environment, details, dryRun);
    }
}
