package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One move of an environment.
 *
 * @param id what it was recorded under; the commit's first 12 digits when it was not recorded
 * @param number counts the deployments of a tag, from 1; branches do not count theirs
 * @param commit where the environment was then
 * @param previous where it was before; empty when nowhere
 * @param time when it was made, as its record says; empty when nobody knows
 * @param action what it was; a move without a record is a promotion
 * @param external made by somebody else than Refgate, or its record does not fit what moved
 * @param baseline what was there before anything was deployed: commits of the source branch
 * @param moves what changed, always read from the trees; of a release, what is no longer on hold
 * @param policy the object id of the refgate.yml that counted
 * @param gates what became of each
 * @param rollbackOf the id of the deployment that a rollback undid first
 */
public record Deployment(
        String id,
        Optional<Integer> number,
        String environment,
        CommitId commit,
        Optional<CommitId> previous,
        Optional<Instant> time,
        Action action,
        boolean external,
        boolean baseline,
        List<Move> moves,
        Optional<String> policy,
        List<GateResult> gates,
        Actor actor,
        Optional<String> reason,
        Optional<String> rollbackOf) {
    public Deployment {
        moves = List.copyOf(moves);
        gates = List.copyOf(gates);
    }

    /**
     * Whether content came in that not all gates were open for, or that none was asked about: by hand, or by a pull request
     * that was merged before its check had passed.
     */
    public boolean ungated() {
        return action == Action.PROMOTE
                && !baseline
                && (gates.isEmpty() || !gates.stream().allMatch(GateResult::opens));
    }
}
