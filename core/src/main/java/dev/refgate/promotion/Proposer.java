package dev.refgate.promotion;

import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RemoteException;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.Proposed.Outcome;
import dev.refgate.repository.CommitId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Promotes by pull request: the same commit that a promotion would make, on a branch of its own, for others to look at and
 * to merge. The environment itself is not touched. Doing it again with the same plan finds what is there.
 */
public final class Proposer {
    private static final int MOST_ATTEMPTS = 20;
    private static final int MOST_REPETITIONS = 3;

    private final DeploymentStore store;
    private final Planner planner;
    private final Forge forge;
    private final Function<Proposal, String> text;
    private final Clock clock;
    private final DeploymentWriter writer;

    /**
     * @param text makes a pull request's text
     */
    public Proposer(DeploymentStore store, Planner planner, Forge forge, Function<Proposal, String> text, Clock clock) {
        this.store = store;
        this.planner = planner;
        this.forge = forge;
        this.text = text;
        this.clock = clock;
        this.writer = new DeploymentWriter(store);
    }

    /** The short name of the branch that a plan is proposed on. */
    static String branch(String environment, String plan) {
        return "promote/" + environment + "/" + plan;
    }

    /**
     * Opens the pull request of a plan, or finds it. Gates that are pending do not hinder that: they are what the pull
     * request waits for.
     *
     * @throws ConflictException when the plan does not hold any longer, or its branch has commits of others
     * @throws GateRefusedException when a gate says no
     * @throws InvalidArgumentException when the environment is a tag
     */
    public Proposed propose(PromotionPlan plan, PromoteOptions options, boolean draft) {
        if (plan.moves().isEmpty()) {
            return Proposed.nothing(List.of());
        }
        return new Attempt(plan, options, draft).make();
    }

    /** A commit on its branch. */
    private record Placed(CommitId commit, List<GateResult> gates, boolean anew, CommitId base, String deployment) {}

    /** One wish. */
    private final class Attempt {
        private final PromotionPlan plan;
        private final PromoteOptions options;
        private final boolean draft;
        private final String branch;
        private final String ref;
        private final String id = DeploymentRecord.newId();
        private final AskedGates asked;

        Attempt(PromotionPlan plan, PromoteOptions options, boolean draft) {
            this.plan = plan;
            this.options = options;
            this.draft = draft;
            this.branch = branch(plan.environment(), plan.id());
            this.ref = EnvironmentRef.BRANCH_PREFIX + branch;
            this.asked = new AskedGates(GateExecutor.LATER, options.overrides(), options.reason());
        }

        Proposed make() {
            Situation first = planner.situation(plan.environment());
            requireBranch(first);
            if (first.has(plan.moves())) {
                return Proposed.nothing(plan.moves());
            }
            if (options.dryRun()) {
                return proposed(Outcome.DRY_RUN, gates(first), Optional.empty(), Optional.empty(), List.of());
            }
            String base = shortName(first);
            Optional<PullRequest> open = forge.findOpen(branch, base);
            Optional<Placed> placed = place();
            if (placed.isEmpty()) {
                return Proposed.nothing(plan.moves());
            }
            Outcome outcome = open.isEmpty() ? Outcome.OPENED : placed.get().anew() ? Outcome.UPDATED : Outcome.FOUND;
            PullRequest request = open.orElseGet(() -> open(placed.get(), base));
            List<PullRequest> stale = forge.openTo(base).stream()
                    .filter(each -> each.number() != request.number() && !each.fork())
                    .filter(each -> each.headBranch().startsWith(branch(plan.environment(), "")))
                    .toList();
            return proposed(
                    outcome, placed.get().gates(), Optional.of(placed.get().commit()), Optional.of(request), stale);
        }

        private void requireBranch(Situation situation) {
            String name = plan.environment();
            if (situation.isTag()) {
                throw new InvalidArgumentException("environment: " + name + " is the tag "
                        + situation.environment().ref().fullName()
                        + ", and pull requests are merged into branches (expected a branch in refgate.yml, or a"
                        + " promotion without --pull-request)");
            }
            if (situation.tip().isEmpty()) {
                throw new NotFoundException("environment: " + name + " points to "
                        + situation.environment().ref().fullName()
                        + ", which does not exist, so nothing can be merged into it (expected its first promotion"
                        + " without --pull-request)");
            }
        }

        /** The gates; those that say no are a reason not to ask anybody for a review. */
        private List<GateResult> gates(Situation situation) {
            asked.requireOverridable(situation);
            List<GateResult> results = asked.ask(situation, planner.again(situation, plan, options.releaseHold()));
            boolean refused =
                    results.stream().anyMatch(gate -> !gate.opens() && gate.state() != GateResult.State.PENDING);
            if (refused) {
                throw new GateRefusedException(plan.environment(), results);
            }
            return results.stream().map(gate -> unrun(situation, gate)).toList();
        }

        private static GateResult unrun(Situation situation, GateResult result) {
            boolean executes = situation.rules().gates().stream()
                    .anyMatch(
                            gate -> !(gate instanceof Gate.Soak) && gate.type().equals(result.type()));
            return executes && result.state() == GateResult.State.PENDING
                    ? new GateResult(result.type(), GateResult.State.PENDING, "not run yet, refgate check runs it")
                    : result;
        }

        /** Brings the commit on its branch, or finds it there; empty when the environment has it by now. */
        private Optional<Placed> place() {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                Situation situation = planner.situation(plan.environment());
                if (situation.has(plan.moves())) {
                    return Optional.empty();
                }
                List<GateResult> gates = gates(situation);
                CommitId base = situation.tip().orElseThrow().commit();
                Optional<PointerTip> there = store.tip(ref);
                Optional<ProposedRecords.Proposal> found = there.map(tip -> requireOurs(tip.commit()));
                if (found.isPresent() && found.get().commit().firstParent().equals(Optional.of(base))) {
                    return Optional.of(placed(found.get(), base));
                }
                CommitId commit = write(situation, gates);
                if (move(there, commit)) {
                    return Optional.of(new Placed(commit, gates, found.isPresent(), base, id));
                }
            }
            throw new ConflictException("branch: " + branch + " was moved by others " + MOST_ATTEMPTS
                    + " times while this tried to (try again when there is less going on)");
        }

        private Placed placed(ProposedRecords.Proposal found, CommitId base) {
            return new Placed(
                    found.commit().id(),
                    found.record().gates(),
                    false,
                    base,
                    found.record().id());
        }

        private ProposedRecords.Proposal requireOurs(CommitId tip) {
            List<ContentChange> wanted = plan.moves().stream().map(Move::change).toList();
            return new ProposedRecords(store, plan.environment())
                    .behind(tip)
                    .filter(found -> found.commit().changes().equals(wanted))
                    .orElseThrow(() -> new ConflictException("branch: " + branch + " is at " + tip.abbreviated()
                            + ", which is not what Refgate put there (expected only Refgate's commit: check and merge the"
                            + " pull request as it is, or delete the branch and try again)"));
        }

        private CommitId write(Situation situation, List<GateResult> gates) {
            Draft deployment = new Draft(
                    id,
                    Action.PROMOTE,
                    plan.moves(),
                    Optional.empty(),
                    gates,
                    options.actor(),
                    options.reason(),
                    Optional.empty());
            return writer.write(situation, deployment, clock.instant().truncatedTo(ChronoUnit.SECONDS))
                    .deployment()
                    .commit();
        }

        /** Whether the branch is at the commit now. */
        private boolean move(Optional<PointerTip> from, CommitId to) {
            RefMove move = new RefMove(ref, from.map(PointerTip::object), ObjectName.of(to));
            String last = "";
            for (int repetition = 0; repetition < MOST_REPETITIONS; repetition++) {
                MoveOutcome outcome = store.move(List.of(move), "propose " + plan.id());
                if (outcome instanceof MoveOutcome.Refused refused) {
                    throw new NotAllowedException("branch: " + branch + " was not made: " + refused.text());
                }
                if (outcome instanceof MoveOutcome.Moved || isAt(to)) {
                    return true;
                }
                if (!(outcome instanceof MoveOutcome.Unknown unknown)) {
                    return false;
                }
                last = unknown.text();
            }
            throw new RemoteException("branch: " + branch + ": nobody knows whether it is in " + store.location()
                    + " now (try again: what is there is found; " + last + ")");
        }

        private boolean isAt(CommitId commit) {
            return store.tip(ref).map(PointerTip::commit).equals(Optional.of(commit));
        }

        private PullRequest open(Placed placed, String base) {
            Proposal proposal = new Proposal(
                    plan,
                    branch,
                    placed.base(),
                    placed.commit(),
                    placed.deployment(),
                    placed.gates(),
                    options.reason());
            String title = DeploymentMessage.subject(Action.PROMOTE, plan.moves(), plan.environment());
            try {
                return forge.open(new NewPullRequest(title, text.apply(proposal), branch, base, draft));
            } catch (RemoteException e) {
                // Somebody else may have opened it in the same moment, or the answer was lost on its way.
                return findAfter(e, base);
            }
        }

        private PullRequest findAfter(RemoteException failure, String base) {
            try {
                return forge.findOpen(branch, base).orElseThrow(() -> failure);
            } catch (RemoteException e) {
                throw failure;
            }
        }

        private Proposed proposed(
                Outcome outcome,
                List<GateResult> gates,
                Optional<CommitId> commit,
                Optional<PullRequest> request,
                List<PullRequest> stale) {
            return new Proposed(outcome, plan.moves(), gates, Optional.of(branch), commit, request, stale);
        }
    }

    static String shortName(Situation situation) {
        return situation.environment().ref().fullName().substring(EnvironmentRef.BRANCH_PREFIX.length());
    }
}
