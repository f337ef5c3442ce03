package dev.refgate.server.cli;

import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.PromotionPlan;
import java.util.Set;

/** Keeps the gates closed that have to execute something: this version cannot, and says so. */
final class UnrunGates implements GateExecutor {
    private static final Set<String> TYPES = Set.of("smoke", "command");

    /** Whether a gate of this type is one of those. */
    static boolean include(String type) {
        return TYPES.contains(type);
    }

    @Override
    public GateResult execute(Gate gate, PromotionPlan plan) {
        return new GateResult(
                gate.type(),
                GateResult.State.ERROR,
                "this version cannot run gates of type " + gate.type() + "; --override " + gate.type()
                        + " goes on without it where refgate.yml allows that");
    }
}
