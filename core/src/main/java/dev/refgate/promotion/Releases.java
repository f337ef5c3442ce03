package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is on hold, and how it is let in again. */
public final class Releases {
    private final Holds holds;
    private final Situations situations;
    private final Landing landing;

    public Releases(DeploymentStore store, CurrentPolicy.Source policies, Ledger ledger, Clock clock) {
        this.holds = new Holds(store, ledger);
        this.situations = new Situations(store, policies);
        this.landing = new Landing(store, policies, clock);
    }

    /** Which contents of an environment's workflows are on hold. */
    public SortedMap<WorkflowId, Set<ContentId>> holds(String environment) {
        Situation situation = situations.read(environment);
        return situation.tip().isEmpty() ? new TreeMap<>() : holds.all(situation.environment(), situation.sourceTip());
    }

    /**
     * Lets content that was rolled back from come in again: writes that down, and moves nothing.
     *
     * @param workflows whose
     * @return nothing to do when none of them has content on hold
     */
    public MoveResult release(String environment, List<WorkflowId> workflows, Actor actor, Optional<String> reason) {
        if (workflows.isEmpty()) {
            throw new InvalidArgumentException("workflow: missing (expected the workflows whose content is released)");
        }
        if (workflows.size() > DeploymentMessage.LISTED) {
            throw new InvalidArgumentException("workflow: " + workflows.size() + " of them (expected at most "
                    + DeploymentMessage.LISTED + " at a time: the record lists them all)");
        }
        String id = DeploymentRecord.newId();
        Optional<Deployment> released = landing.land(environment, situation -> {
            Set<WorkflowId> held = situation.tip().isEmpty()
                    ? Set.of()
                    : holds.of(situation.environment(), situation.sourceTip(), workflows)
                            .keySet();
            List<Move> moves = held.stream()
                    .map(workflow -> new Move(
                            workflow, situation.content(workflow), situation.content(workflow), Optional.empty()))
                    .toList();
            return moves.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Draft(
                            id,
                            Action.RELEASE,
                            moves,
                            situation.tip().map(PointerTip::commit),
                            List.of(),
                            actor,
                            reason,
                            Optional.empty()));
        });
        return released.map(deployment ->
                        new MoveResult(Outcome.DEPLOYED, deployment.moves(), List.of(), Optional.of(deployment)))
                .orElseGet(() -> MoveResult.nothing(List.of()));
    }
}
