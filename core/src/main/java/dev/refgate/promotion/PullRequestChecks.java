package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.repository.WorkflowRepository;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out whether a pull request may be merged into an environment's branch, whoever made it, and says so on its head.
 * What is asked is what a promotion would ask, of what the merge would deploy.
 */
public final class PullRequestChecks {
    private static final Pattern BRANCH = Pattern.compile("promote/[^/]+/(plan-[0-9a-f]{16})");
    private static final String HOLD = "hold";
    private static final Set<String> OF_THE_REQUEST = Set.of("merge", "plan");

    private final Runnable refreshing;
    private final DeploymentStore store;
    private final CurrentPolicy.Source policies;
    private final Planner planner;
    private final GateExecutor executor;
    private final Forge forge;
    private final MergePreview merges;
    private final CheckTags checks;
    private final Clock clock;

    /**
     * @param refreshing brings what is read up to date with what the forge has
     * @param executor asks the gates that have to execute something
     */
    public PullRequestChecks(
            Runnable refreshing,
            DeploymentStore store,
            WorkflowRepository repository,
            CurrentPolicy.Source policies,
            Planner planner,
            GateExecutor executor,
            Forge forge,
            Clock clock) {
        this.refreshing = refreshing;
        this.store = store;
        this.policies = policies;
        this.planner = planner;
        this.executor = executor;
        this.forge = forge;
        this.clock = clock;
        this.checks = new CheckTags(store);
        this.merges = new MergePreview(store, repository);
    }

    /** What was found out, before it is put in words. */
    private record Finding(
            Optional<String> plan, List<Move> moves, List<GateResult> gates, Optional<DeploymentRecord> record) {}

    /**
     * Checks an open pull request.
     *
     * @param environment that it would move; empty for the one that is the branch it goes to
     * @param details where there is more about it, for the status
     * @param dryRun whether nothing is said on the forge
     * @throws NotFoundException when its head is not here
     * @throws NotAllowedException when it is merged or closed
     * @throws InvalidArgumentException when it does not go to an environment
     */
    public PullRequestCheck check(int number, Optional<String> environment, Optional<URI> details, boolean dryRun) {
        PullRequest request = forge.read(number);
        if (request.state() != PullRequest.State.OPEN) {
            throw new NotAllowedException("pull request: #" + number + " is "
                    + request.state().name().toLowerCase(Locale.ROOT) + " (expected an open one)");
        }
        refreshing.run();
        String name = environment(request, environment);
        requireHead(request);
        Finding finding = finding(name, request);
        CommitStatus status = CommitStatus.of(name, state(finding.gates()), description(finding), details);
        Optional<String> unkept = Optional.empty();
        if (!dryRun) {
            unkept = keep(request, finding);
            forge.post(request.head(), status);
        }
        return new PullRequestCheck(request, name, finding.plan(), finding.moves(), finding.gates(), status, unkept);
    }

    /** Before the status is posted: once that is green, somebody may merge. */
    private Optional<String> keep(PullRequest request, Finding finding) {
        List<GateResult> gates = finding.gates().stream()
                .filter(gate -> gate.state() != State.PASSED || !OF_THE_REQUEST.contains(gate.type()))
                .toList();
        return finding.record().flatMap(record -> checks.keep(record, request.head(), gates, clock));
    }

    private String environment(PullRequest request, Optional<String> given) {
        String ref = EnvironmentRef.BRANCH_PREFIX + request.base();
        List<String> names = new ArrayList<>();
        for (Environment each : policies.read().policy().environments()) {
            if (each.ref().fullName().equals(ref)) {
                names.add(each.name());
            }
        }
        if (given.isPresent() ? names.contains(given.get()) : names.size() == 1) {
            return given.orElse(names.get(0));
        }
        throw new InvalidArgumentException(
                "pull request: #" + request.number() + " goes to " + request.base() + ", which is "
                        + (names.isEmpty() ? "no environment" : String.join(" and ", names))
                        + given.map(each -> " (expected " + each + ")")
                                .orElse(" (expected the branch of one, as refgate.yml says)"));
    }

    private void requireHead(PullRequest request) {
        try {
            store.firstParentHistory(request.head(), 1);
        } catch (NotFoundException e) {
            String ref = "refs/pull/" + request.number() + "/head";
            throw new NotFoundException(
                    "pull request: #" + request.number() + " has the commit " + request.head() + ", which is not in "
                            + store.location() + " (expected it there: git fetch origin " + ref + ":" + ref
                            + ", or the forge's repository as the remote)",
                    e);
        }
    }

    private Finding finding(String environment, PullRequest request) {
        try {
            Situation situation = planner.situation(environment);
            if (situation.tip().isEmpty()) {
                throw new NotFoundException("environment: " + environment + " points to "
                        + situation.environment().ref().fullName() + ", which does not exist in " + store.location()
                        + " (expected the branch that the pull request goes to: fetch it)");
            }
            return judged(situation, request, merges.of(situation, request.head()));
        } catch (GateRefusedException e) {
            return new Finding(Optional.empty(), List.of(), e.gates(), Optional.empty());
        }
    }

    private Finding judged(Situation situation, PullRequest request, MergePreview.Merge merge) {
        if (merge.moves().isEmpty()) {
            return new Finding(Optional.empty(), List.of(), List.of(merge.result()), Optional.empty());
        }
        Optional<DeploymentRecord> record = new ProposedRecords(
                        store, situation.environment().name())
                .behind(request.head())
                .map(ProposedRecords.Proposal::record)
                .filter(each -> RecordMatching.moves(
                        each, merge.moves().stream().map(Move::change).toList()));
        PromotionPlan plan = plan(situation, sourced(merge.moves(), record));
        List<GateResult> results = new ArrayList<>(List.of(merge.result()));
        promised(request, plan).ifPresent(results::add);
        boolean released = wasOverridden(record, HOLD);
        try {
            PromotionPlan now = planner.again(situation, plan, released);
            results.addAll(asked(situation, record).ask(situation, now));
        } catch (NotFoundException | InvalidArgumentException e) {
            results.add(new GateResult("from", State.ERROR, e.getMessage()));
        }
        return new Finding(Optional.of(plan.id()), plan.moves(), results, record);
    }

    private static PromotionPlan plan(Situation situation, List<Move> moves) {
        return new PromotionPlan(
                situation.environment().name(),
                situation.policy().blob(),
                situation.tip().map(PointerTip::commit),
                moves,
                List.of(),
                List.of());
    }

    /** The moves with what the record knows of them. */
    private static List<Move> sourced(List<Move> moves, Optional<DeploymentRecord> record) {
        List<Move> known = record.map(DeploymentRecord::moves).orElse(List.of());
        return moves.stream()
                .map(move -> known.stream()
                        .filter(each -> each.change().equals(move.change()))
                        .findFirst()
                        .orElse(move))
                .toList();
    }

    /** Whether a pull request of a plan's branch still does what the plan said; empty for any other branch. */
    private static Optional<GateResult> promised(PullRequest request, PromotionPlan plan) {
        Matcher branch = BRANCH.matcher(request.headBranch());
        if (!branch.matches() || request.fork()) {
            return Optional.empty();
        }
        String id = branch.group(1);
        return Optional.of(
                id.equals(plan.id())
                        ? new GateResult("plan", State.PASSED, id + " holds")
                        : new GateResult(
                                "plan",
                                State.FAILED,
                                id + " does not hold any longer, it is " + plan.id()
                                        + " now: refgate.yml or the environment has changed; promote again with refgate"
                                        + " promote --pull-request"));
    }

    /** What was overridden when the pull request was made stays so, as far as refgate.yml allows it now. */
    private AskedGates asked(Situation situation, Optional<DeploymentRecord> record) {
        Optional<String> reason = record.flatMap(DeploymentRecord::reason);
        Set<String> overrides = reason.isEmpty()
                ? Set.of()
                : situation.rules().overridable().stream()
                        .filter(type -> wasOverridden(record, type))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return new AskedGates(executor, overrides, reason);
    }

    private static boolean wasOverridden(Optional<DeploymentRecord> record, String type) {
        return record.map(DeploymentRecord::gates).orElse(List.of()).stream()
                .anyMatch(gate -> gate.type().equals(type) && gate.state() == State.OVERRIDDEN);
    }

    private static CommitStatus.State state(List<GateResult> gates) {
        if (gates.stream().allMatch(GateResult::opens)) {
            return CommitStatus.State.SUCCESS;
        }
        if (gates.stream().anyMatch(gate -> gate.state() == State.FAILED)) {
            return CommitStatus.State.FAILURE;
        }
        return gates.stream().anyMatch(gate -> gate.state() == State.ERROR)
                ? CommitStatus.State.ERROR
                : CommitStatus.State.PENDING;
    }

    /** The worst of it, or that all is well. */
    private static String description(Finding finding) {
        for (State worst : List.of(State.FAILED, State.ERROR, State.PENDING)) {
            for (GateResult gate : finding.gates()) {
                if (gate.state() == worst) {
                    return gate.type() + " " + worst.word() + ": " + gate.evidence();
                }
            }
        }
        return finding.plan()
                .map(plan -> plan + ": " + MergePreview.count(finding.moves().size()) + ", all gates are open")
                .orElse("Changes no workflow");
    }
}
