package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * A deployment that somebody decided on, before it is written.
 *
 * @param id stays the same, however often it is written anew on another tip
 * @param target where a tag goes; of no meaning for a branch
 */
record Draft(
        String id,
        Action action,
        List<Move> moves,
        Optional<CommitId> target,
        List<GateResult> gates,
        Actor actor,
        Optional<String> reason,
        Optional<String> rollbackOf) {

    DeploymentRecord record(Situation situation, Optional<CommitId> previous) {
        return new DeploymentRecord(
                id,
                situation.environment().name(),
                action,
                moves.subList(0, Math.min(moves.size(), DeploymentMessage.LISTED)),
                moves.size(),
                previous,
                Optional.of(situation.policy().blob()),
                gates,
                actor.name(),
                actor.assurance() == Actor.Assurance.VERIFIED ? Actor.Assurance.VERIFIED : Actor.Assurance.CLAIMED,
                reason.filter(text -> !text.isBlank()),
                rollbackOf);
    }
}
