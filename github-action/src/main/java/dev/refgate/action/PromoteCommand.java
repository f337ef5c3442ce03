package dev.refgate.action;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Sightings;
import java.io.IOException;
import java.util.LinkedHashSet;

/** Moves an environment to what the one before it has, if the gates let it through. */
final class PromoteCommand implements Command {
    @Override
    public Report run(Workplace workplace) throws IOException {
        if (ServerMoves.areWanted(workplace)) {
            return ServerMoves.promote(workplace);
        }
        Selection selection = new Selection(workplace);
        AfterMove after = AfterMove.of(workplace);
        try (Refgate refgate = workplace.open()) {
            Promotions promotions = refgate.promotions(refgate.gates(workplace.gates()), Sightings.NONE);
            PromotionPlan plan = selection.plan(promotions);
            plan.warnings().forEach(workplace.log()::warning);
            try {
                MoveResult result = promotions.promote(plan, options(workplace, selection));
                return new MoveReports(promotions, after, workplace.log())
                        .of(result, plan.environment())
                        .with("plan-id", plan.id());
            } catch (GateRefusedException e) {
                return Failures.report("promote", e).with("plan-id", plan.id()).withMoves(plan.moves());
            }
        }
    }

    private static PromoteOptions options(Workplace workplace, Selection selection) {
        Inputs inputs = workplace.inputs();
        return new PromoteOptions(
                workplace.actor(),
                inputs.find("reason"),
                new LinkedHashSet<>(inputs.list("override")),
                selection.releasesHold(),
                inputs.flag("dry-run"));
    }
}
