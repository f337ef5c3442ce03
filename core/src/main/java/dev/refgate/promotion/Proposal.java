package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * A promotion that a pull request proposes: what its text is made of.
 *
 * @param plan what it carries out
 * @param branch the short name of the branch that is to be merged
 * @param base where the environment is
 * @param commit the deployment's commit, on top of that
 * @param deployment what the deployment is recorded under
 * @param gates what became of each so far
 * @param reason why, in the words of whoever wants it
 */
public record Proposal(
        PromotionPlan plan,
        String branch,
        CommitId base,
        CommitId commit,
        String deployment,
        List<GateResult> gates,
        Optional<String> reason) {
    public Proposal {
        gates = List.copyOf(gates);
    }
}
