package dev.refgate.maven;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.PromotionPlan;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says what a promotion would move, and whether the gates let it through. Moves nothing. Fails when a gate says no or is pending.
 * The plan is in plan.json, which promote takes as refgate.plan.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends PromotionMojo {

    /** Also ask the gates that execute something (smoke, command), as promote would. */
    @Parameter(property = "refgate.runGates", defaultValue = "false")
    private boolean runGates;

    /** Leave out this goal. */
    @Parameter(property = "refgate.plan.skip", defaultValue = "false")
    private boolean skipPlan;

    @Override
    boolean isSkipped() {
        return skipPlan;
    }

    @Override
    Result ask() {
        try (Refgate refgate = open()) {
            Promotions promotions = promotions(refgate);
            PromotionPlan made = promotions.plan(request(promotions));
            PromotionPlan plan = runGates ? promotions.runGates(made, releasesHold()) : made;
            return Reports.plan(plan, promotions);
        }
    }

    @Override
    String fix() {
        return "plan " + Hints.argument("refgate.to", to()) + (runGates ? " -Drefgate.runGates" : "");
    }
}
