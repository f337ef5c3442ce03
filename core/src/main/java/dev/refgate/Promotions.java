package dev.refgate;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.CurrentPolicy;
import dev.refgate.promotion.DeploymentStore;
import dev.refgate.promotion.Drift;
import dev.refgate.promotion.Drifts;
import dev.refgate.promotion.Edit;
import dev.refgate.promotion.Edits;
import dev.refgate.promotion.Forge;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.Gates;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.NamedRevision;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.Planner;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.Promoter;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Proposal;
import dev.refgate.promotion.Proposer;
import dev.refgate.promotion.PullRequestChecks;
import dev.refgate.promotion.Releases;
import dev.refgate.promotion.Restores;
import dev.refgate.promotion.RevisionNames;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.promotion.Rollbacks;
import dev.refgate.promotion.Sightings;
import dev.refgate.promotion.WorkflowCalls;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Everything that moves environments, or tells how they were moved. Each call reads what it needs anew; nothing is moved but
 * by compare-and-set. Safe for use by many threads.
 */
public final class Promotions {
    private final Runnable refreshing;
    private final DeploymentStore store;
    private final PolicySource policies;
    private final WorkflowRepository repository;
    private final GateExecutor executor;
    private final Clock clock;
    private final Revisions revisions;
    private final Ledger ledger;
    private final Planner planner;
    private final Promoter promoter;
    private final Rollbacks rollbacks;
    private final Releases releases;
    private final Drifts drifts;
    private final Restores restores;
    private final Edits edits;
    private final RevisionNames names;

    /**
     * @param refreshing brings what is read up to date; asked before each plan and move, so that it is decided on
     *     what is there then
     */
    Promotions(
            Runnable refreshing,
            DeploymentStore store,
            WorkflowRepository repository,
            PolicySource policies,
            Revisions revisions,
            GateExecutor executor,
            Sightings sightings,
            WorkflowCalls calls,
            Edits.Check check,
            Clock clock) {
        this.refreshing = refreshing;
        this.store = store;
        this.policies = policies;
        this.repository = repository;
        this.executor = executor;
        this.clock = clock;
        this.revisions = revisions;
        CurrentPolicy.Source current = this::currentPolicy;
        this.ledger = new Ledger(store, repository);
        this.planner = new Planner(store, repository, current, ledger, new Gates(clock, ledger, sightings), calls);
        this.promoter = new Promoter(store, current, planner, executor, clock);
        this.rollbacks = new Rollbacks(store, current, ledger, clock);
        this.releases = new Releases(store, current, ledger, clock);
        this.drifts = new Drifts(store, repository, current);
        this.restores = new Restores(store, current, clock);
        this.edits = new Edits(store, current, check, clock);
        this.names = new RevisionNames(store, clock);
    }

    /**
     * @param text makes the text of a promotion's pull request
     */
    PullRequests pullRequests(Forge forge, Function<Proposal, String> text) {
        return new PullRequests(
                refreshing,
                new Proposer(store, planner, forge, text, clock),
                new PullRequestChecks(
                        refreshing, store, repository, this::currentPolicy, planner, executor, forge, clock));
    }

    private CurrentPolicy currentPolicy() {
        PolicyState state = policies.current();
        byte[] file = repository.treeAt(state.commit()).policyFile().orElseThrow();
        return new CurrentPolicy(state.policy(), blobId(file), policies.sourceTip(), state.staleBecause());
    }

    /** The id that Git gives a file of this content. */
    private static String blobId(byte[] content) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-1");
            hash.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /**
     * The commit that somebody means.
     *
     * @param workflow whose numbers count; without it, {@code r12} means nothing
     * @param revision a commit id, branch, tag, {@code latest}, or {@code r12}
     * @throws dev.refgate.error.RefgateException when it means nothing, or several commits
     */
    public CommitId commit(Optional<WorkflowId> workflow, String revision) {
        return workflow.isPresent() ? revisions.commit(workflow.get(), revision) : revisions.commit(revision);
    }

    /** What a promotion would do; see {@link Planner#plan}. */
    public PromotionPlan plan(PlanRequest request) {
        refreshing.run();
        return planner.plan(request);
    }

    /** A plan with all its gates asked, also those that execute something; see {@link Promoter#ask}. */
    public PromotionPlan runGates(PromotionPlan plan, boolean releaseHold) {
        return promoter.ask(plan, releaseHold);
    }

    /** Carries a plan out if it still holds; see {@link Promoter#promote}. */
    public MoveResult promote(PromotionPlan plan, PromoteOptions options) {
        refreshing.run();
        return promoter.promote(plan, options);
    }

    /** Brings back what was deployed before; see {@link Rollbacks#rollback}. */
    public MoveResult rollback(RollbackRequest request, Actor actor, Optional<String> reason, boolean dryRun) {
        refreshing.run();
        return rollbacks.rollback(request, actor, reason, dryRun);
    }

    /** Lets content that was rolled back from come in again; see {@link Releases#release}. */
    public MoveResult release(String environment, List<WorkflowId> workflows, Actor actor, Optional<String> reason) {
        refreshing.run();
        return releases.release(environment, workflows, actor, reason);
    }

    /** What is on hold in an environment. */
    public SortedMap<WorkflowId, Set<ContentId>> holds(String environment) {
        return releases.holds(environment);
    }

    /**
     * What was deployed, newest first, page by page; see {@link Ledger#deployments}.
     *
     * @param cursor of the page before; empty for the first
     */
    public Ledger.Page deployments(String environment, Optional<String> cursor, int limit) {
        return ledger.deployments(
                policies.current().policy().environments().named(environment), policies.sourceTip(), cursor, limit);
    }

    /** What an environment has and the source branch never had. */
    public List<Drift> drift(String environment) {
        return drifts.of(environment);
    }

    /**
     * Brings a revision back to the source branch; see {@link Restores#restore}.
     *
     * @param revision such as {@code r9}
     */
    public Optional<CommitId> restore(WorkflowId workflow, String revision, Actor actor, Optional<String> reason) {
        refreshing.run();
        return restores.restore(workflow, revisions.commit(workflow, revision), revision, actor, reason);
    }

    /** Changes a workflow on the source branch; see {@link Edits#edit}. */
    public Optional<CommitId> edit(Edit edit, Actor actor) {
        refreshing.run();
        return edits.edit(edit, actor);
    }

    /**
     * Names a revision; see {@link RevisionNames#name}.
     *
     * @param revision such as {@code r12}
     * @throws NotFoundException when there is no such revision
     */
    public NamedRevision name(
            WorkflowId workflow, String revision, String name, Optional<String> description, Actor actor) {
        refreshing.run();
        return names.name(workflow, revisions.commit(workflow, revision), name, description, actor);
    }

    /** The revisions of a workflow that have names. */
    public List<NamedRevision> names(WorkflowId workflow) {
        return names.of(workflow);
    }

    /**
     * What people call a content: {@code r12}, the newest revision of the source branch that has it.
     *
     * @return empty when no revision has it, or the clone is too shallow to count
     */
    public Optional<String> label(WorkflowId workflow, ContentId content) {
        try {
            return repository.revisions(workflow, policies.sourceTip()).stream()
                    .filter(revision -> revision.content().equals(content))
                    .findFirst()
                    .map(Revision::label);
        } catch (RepositoryException e) {
            return Optional.empty();
        }
    }
}
