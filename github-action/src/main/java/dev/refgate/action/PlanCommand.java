package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Sightings;
import dev.refgate.report.MoveSheets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says what a promotion would move, and whether it may. */
final class PlanCommand implements Command {
    @Override
    public Report run(Workplace workplace) throws IOException {
        Selection selection = new Selection(workplace);
        try (Refgate refgate = workplace.open()) {
            Promotions promotions = refgate.promotions(refgate.gates(workplace.gates()), Sightings.NONE);
            PromotionPlan made = selection.plan(promotions);
            PromotionPlan plan =
                    workplace.inputs().flag("run-gates") ? promotions.runGates(made, selection.releasesHold()) : made;
            Optional<String> out = workplace.inputs().find("out");
            if (out.isPresent()) {
                Files.writeString(Path.of(out.get()), Refgate.json().writeIndented(plan.toMap()));
            }
            return report(plan, promotions);
        }
    }

    private static Report report(PromotionPlan plan, Promotions promotions) {
        int code = ExitCode.of(plan.gates());
        boolean nothing = plan.moves().isEmpty();
        Headline headline = nothing
                ? new Headline("nothing to move to", plan.environment())
                : new Headline(
                        Workplace.count(plan.moves().size(), "workflow") + " to move, " + gates(code) + ":",
                        plan.environment());
        Verdict verdict = nothing && code == ExitCode.DONE ? Verdict.NOTHING_TO_DO : Verdict.of(code);
        return Report.of(verdict, code, headline, Content.of(new MoveSheets(promotions::label).plan(plan)))
                .andThen(next(code, nothing))
                .with("plan-id", plan.id())
                .withMoves(plan.moves());
    }

    private static String gates(int code) {
        return switch (code) {
            case ExitCode.DONE -> "all gates are open";
            case ExitCode.PENDING -> "gates are pending";
            default -> "a gate says no";
        };
    }

    private static String next(int code, boolean nothing) {
        return switch (code) {
            case ExitCode.DONE -> nothing ? "" : "promote this plan, with `plan:` set to its id.";
            case ExitCode.PENDING ->
                "gates that run something are asked when it is promoted, or with `run-gates: true`; for the others, run"
                        + " this job again later.";
            default -> "see the gate that says no.";
        };
    }
}
