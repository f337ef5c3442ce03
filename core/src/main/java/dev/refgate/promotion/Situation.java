package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.policy.Policy.PromotionRules;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An environment at the moment at which it was read.
 *
 * @param tip where it points; empty before its first deployment
 * @param contents what it has
 */
record Situation(CurrentPolicy policy, Environment environment, Optional<PointerTip> tip, WorkflowContents contents) {

    Optional<ContentId> content(WorkflowId workflow) {
        return contents.of(workflow);
    }

    boolean isTag() {
        return environment.ref() instanceof EnvironmentRef.Tag;
    }

    PromotionRules rules() {
        return Objects.requireNonNull(policy.policy().rules().get(environment.name()));
    }

    CommitId sourceTip() {
        return policy.sourceTip();
    }

    /** Whether all of it has happened already. */
    boolean has(List<Move> moves) {
        return moves.stream().allMatch(move -> content(move.workflow()).equals(move.to()));
    }

    /** Those moves that begin somewhere else than the environment is. */
    List<Move> strangersAmong(List<Move> moves) {
        return moves.stream()
                .filter(move -> !content(move.workflow()).equals(move.from()))
                .toList();
    }
}
