package dev.refgate.promotion;

import dev.refgate.policy.Gate;

/** Asks the gates that have to execute something: smoke tests, commands. */
@FunctionalInterface
public interface GateExecutor {
    /** Leaves them for later. */
    GateExecutor LATER = (gate, plan) -> new GateResult(gate.type(), GateResult.State.PENDING, "runs with promote");

    /**
     * What becomes of a gate. Does not throw: a gate that cannot be asked is an {@link GateResult.State#ERROR}.
     *
     * @param plan what is to be promoted; its gates are those that are known so far
     */
    GateResult execute(Gate gate, PromotionPlan plan);
}
