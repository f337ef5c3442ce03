package dev.refgate.action;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.RollbackRequest;

/** Brings back what an environment had before. */
final class RollbackCommand implements Command {
    @Override
    public Report run(Workplace workplace) {
        if (ServerMoves.areWanted(workplace)) {
            return ServerMoves.rollback(workplace);
        }
        Inputs inputs = workplace.inputs();
        RollbackRequest request = new RollbackRequest(
                inputs.required("environment"),
                inputs.number("steps", 1),
                inputs.find("deployment"),
                workplace.workflows());
        AfterMove after = AfterMove.of(workplace);
        try (Refgate refgate = workplace.open()) {
            Promotions promotions = refgate.promotions();
            MoveResult result =
                    promotions.rollback(request, workplace.actor(), inputs.find("reason"), inputs.flag("dry-run"));
            return new MoveReports(promotions, after, workplace.log()).of(result, request.environment());
        }
    }
}
