package dev.refgate.promotion;

import dev.refgate.document.Nearest;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what a promotion would do, and whether it may. Moves nothing and executes nothing. */
public final class Planner {
    /** How far back in an environment it is looked where a content came from. */
    private static final int SOURCES_DEPTH = 50;

    private final DeploymentStore store;
    private final WorkflowRepository repository;
    private final Situations situations;
    private final Gates gates;
    private final Holds holds;
    private final Arrivals arrivals;
    private final Dependencies dependencies;

    /**
     * @param calls which workflows run which others
     */
    public Planner(
            DeploymentStore store,
            WorkflowRepository repository,
            CurrentPolicy.Source policies,
            Ledger ledger,
            Gates gates,
            WorkflowCalls calls) {
        this.store = store;
        this.repository = repository;
        this.situations = new Situations(store, policies);
        this.gates = gates;
        this.holds = new Holds(store, ledger);
        this.arrivals = new Arrivals(ledger);
        this.dependencies = new Dependencies(store, calls);
    }

    /**
     * What would move.
     *
     * @throws dev.refgate.error.RefgateException when there is no such environment or workflow, or the environment is one
     *     that nothing is promoted to
     * @throws GateRefusedException when the policy at the source branch's tip cannot be read
     */
    public PromotionPlan plan(PlanRequest request) {
        Situation situation = situations.read(request.to());
        Offer offer = Offer.read(store, situation, request.from());
        CommitId offered = request.revision().orElse(offer.tip());
        if (!request.workflows().isEmpty()) {
            requireKnown(request, situation, store.contents(offered));
        }
        List<Move> all = store.changes(situation.tip().map(PointerTip::commit), offered).stream()
                .map(change -> Move.of(change, request.revision()))
                .toList();
        List<Move> moves = request.workflows().isEmpty() ? all : chosen(request, situation, offered, all);
        return assembled(situation, offer, moves, request);
    }

    private List<Move> chosen(PlanRequest request, Situation situation, CommitId offered, List<Move> all) {
        Set<WorkflowId> wanted = new TreeSet<>(request.workflows());
        List<Move> moves = only(wanted, all);
        while (request.withDependencies() && wanted.addAll(dependencies.missing(situation, offered, moves))) {
            moves = only(wanted, all);
        }
        return moves;
    }

    private static List<Move> only(Set<WorkflowId> wanted, List<Move> all) {
        return all.stream().filter(move -> wanted.contains(move.workflow())).toList();
    }

    private static void requireKnown(PlanRequest request, Situation situation, WorkflowContents offered) {
        if (situation.isTag()) {
            throw new InvalidArgumentException("environment: " + request.to()
                    + " is a tag, which moves for all workflows at once (expected no single workflow, or a branch in"
                    + " refgate.yml)");
        }
        for (WorkflowId workflow : request.workflows()) {
            if (offered.of(workflow).isEmpty() && situation.content(workflow).isEmpty()) {
                Set<WorkflowId> all = offered.workflows();
                all.addAll(situation.contents().workflows());
                throw new NotFoundException("workflow: " + workflow + " is neither in " + request.to()
                        + " nor in what it would get"
                        + Nearest.hint(
                                workflow.value(),
                                all.stream().map(WorkflowId::value).toList()));
            }
        }
    }

    private PromotionPlan assembled(Situation situation, Offer offer, List<Move> wanted, PlanRequest request) {
        List<String> warnings = new ArrayList<>();
        List<Move> moves = wanted;
        Map<WorkflowId, ContentId> held = held(situation, wanted);
        if (request.workflows().isEmpty() && !request.releaseHold() && !situation.isTag()) {
            held.forEach((workflow, content) -> warnings.add(workflow + " is left out: content " + content.abbreviated()
                    + " is on hold, it was rolled back from (to promote it all the same: --release-hold)"));
            moves = wanted.stream()
                    .filter(move -> !held.containsKey(move.workflow()))
                    .toList();
            held.clear();
        }
        moves.stream()
                .filter(move -> move.to().isEmpty())
                .forEach(move -> warnings.add(move.workflow() + " is deleted in "
                        + situation.environment().name()
                        + ": it is not there any more in what comes (a rename is a deletion and an addition)"));
        moves = sourced(situation, offer, moves);
        List<GateResult> results =
                moves.isEmpty() ? List.of() : results(situation, offer, moves, held, request.releaseHold());
        return new PromotionPlan(
                situation.environment().name(),
                situation.policy().blob(),
                situation.tip().map(PointerTip::commit),
                moves,
                warnings,
                results);
    }

    /** The moves with the commits that their contents are taken from; a tag has to name the very commit it moves to. */
    private List<Move> sourced(Situation situation, Offer offer, List<Move> moves) {
        Map<WorkflowId, ContentId> unsourced = new TreeMap<>();
        moves.stream()
                .filter(move -> move.source().isEmpty())
                .forEach(move -> move.to().ifPresent(content -> unsourced.put(move.workflow(), content)));
        Map<WorkflowId, Deployment> brought = situation.isTag() || offer.tracksBranch() || unsourced.isEmpty()
                ? Map.of()
                : arrivals.of(offer, situation.sourceTip(), unsourced, SOURCES_DEPTH);
        return moves.stream()
                .map(move -> new Move(
                        move.workflow(),
                        move.from(),
                        move.to(),
                        move.source()
                                .or(() -> Optional.ofNullable(brought.get(move.workflow()))
                                        .flatMap(arrival -> Arrivals.source(arrival, move.workflow())))
                                .or(() -> Optional.of(offer.tip()))
                                .filter(source -> situation.isTag() || move.to().isPresent())))
                .toList();
    }

    private Map<WorkflowId, ContentId> held(Situation situation, List<Move> moves) {
        Map<WorkflowId, ContentId> coming = new TreeMap<>();
        moves.forEach(move -> move.to().ifPresent(content -> coming.put(move.workflow(), content)));
        if (situation.tip().isPresent() && !coming.isEmpty()) {
            SortedMap<WorkflowId, Set<ContentId>> onHold =
                    holds.of(situation.environment(), situation.sourceTip(), coming.keySet());
            coming.entrySet()
                    .removeIf(entry ->
                            !onHold.getOrDefault(entry.getKey(), Set.of()).contains(entry.getValue()));
            return coming;
        }
        return new TreeMap<>();
    }

    private List<GateResult> results(
            Situation situation, Offer offer, List<Move> moves, Map<WorkflowId, ContentId> held, boolean releaseHold) {
        List<GateResult> results = new ArrayList<>();
        results.add(from(offer, moves));
        if (!held.isEmpty()) {
            String what = "rolled back from: "
                    + String.join(
                            ", ",
                            held.entrySet().stream()
                                    .map(entry -> entry.getKey() + " "
                                            + entry.getValue().abbreviated())
                                    .toList());
            results.add(
                    releaseHold
                            ? new GateResult("hold", State.OVERRIDDEN, what + "; released")
                            : new GateResult("hold", State.FAILED, what + "; --release-hold lets it in again"));
        }
        if (!situation.isTag()) {
            dependencies.result(situation, offer.tip(), moves).ifPresent(results::add);
        }
        results.addAll(gates.evaluate(situation, offer, moves));
        return results;
    }

    private GateResult from(Offer offer, List<Move> moves) {
        List<String> strangers = moves.stream()
                .filter(move -> !offer.gives(repository, move.workflow(), move.to()))
                .map(move -> move.workflow() + " "
                        + move.to().map(ContentId::abbreviated).orElse("(deleted)"))
                .toList();
        String name = offer.from().name();
        if (strangers.isEmpty()) {
            return new GateResult(
                    "from", State.PASSED, "in " + name + " at " + offer.tip().abbreviated());
        }
        return new GateResult(
                "from",
                State.FAILED,
                (offer.tracksBranch() ? "was never in " : "is not in ") + name + ": " + String.join(", ", strangers));
    }

    /**
     * The plan, made again of its own moves on what is there now.
     *
     * @throws ConflictException when it does not hold any longer
     */
    PromotionPlan again(Situation situation, PromotionPlan plan, boolean releaseHold) {
        if (!situation.policy().blob().equals(plan.policy())) {
            throw stale(plan, "refgate.yml has changed");
        }
        List<Move> strangers = situation.strangersAmong(plan.moves());
        if (!strangers.isEmpty()) {
            Move first = strangers.get(0);
            throw stale(
                    plan,
                    first.workflow() + " is at "
                            + situation
                                    .content(first.workflow())
                                    .map(ContentId::abbreviated)
                                    .orElse("nothing") + " in "
                            + plan.environment() + " now, and was at "
                            + first.from().map(ContentId::abbreviated).orElse("nothing"));
        }
        if (situation.isTag() && !isWhole(situation, plan)) {
            throw stale(plan, "other workflows of the tag have moved");
        }
        Offer offer = Offer.read(store, situation, Optional.empty());
        List<GateResult> results = results(situation, offer, plan.moves(), held(situation, plan.moves()), releaseHold);
        return new PromotionPlan(
                plan.environment(),
                plan.policy(),
                situation.tip().map(PointerTip::commit),
                plan.moves(),
                plan.warnings(),
                results);
    }

    private boolean isWhole(Situation situation, PromotionPlan plan) {
        CommitId target = plan.moves().get(0).source().orElseThrow();
        return plan.moves().stream()
                .map(Move::change)
                .toList()
                .equals(store.changes(situation.tip().map(PointerTip::commit), target));
    }

    static ConflictException stale(PromotionPlan plan, String reason) {
        return new ConflictException("plan: " + plan.id() + " does not hold any longer: " + reason
                + " (plan anew, look at it, and promote that)");
    }

    /** Reads an environment for somebody who wants to move it. */
    Situation situation(String environment) {
        return situations.read(environment);
    }
}
