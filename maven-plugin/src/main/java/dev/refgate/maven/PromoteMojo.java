package dev.refgate.maven;

import dev.refgate.NamedPlans;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Moves an environment to what the one before it has, if the gates let it through. Done when it is there already. Fails when a gate
 * says no or is pending, and when the plan does not hold any longer.
 */
@Mojo(name = "promote", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class PromoteMojo extends PromotionMojo {

    /** Only if this plan still holds: its file, or its id with the properties that it was made with. */
    @Parameter(property = "refgate.plan")
    private @Nullable String plan;

    /** Why, for the record. */
    @Parameter(property = "refgate.reason")
    private @Nullable String reason;

    /**
     * Who does it: a name, or a name and an address in angle brackets. By default GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else the
     * user of this system.
     */
    @Parameter(property = "refgate.actor")
    private @Nullable String actor;

    /** Do everything but the move. */
    @Parameter(property = "refgate.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Go on though these types of gates are closed; refgate.yml has to allow it, and it needs a reason. */
    @Parameter(property = "refgate.override")
    private List<String> override = List.of();

    /** After the move, wait until refgate.server reports the new commit. */
    @Parameter(property = "refgate.wait", defaultValue = "false")
    private boolean wait;

    /** How long at most: a number and ms, s, m or h. */
    @Parameter(property = "refgate.waitTimeout", defaultValue = "60s")
    private String waitTimeout;

    /** Leave out this goal. */
    @Parameter(property = "refgate.promote.skip", defaultValue = "false")
    private boolean skipPromote;

    @Override
    boolean isSkipped() {
        return skipPromote;
    }

    @Override
    Result ask() {
        try (Refgate refgate = open()) {
            Promotions promotions = promotions(refgate);
            PromotionPlan found = plan(promotions);
            found.warnings().forEach(getLog()::warn);
            return moved(promotions.promote(found, options()), found.environment(), promotions);
        }
    }

    @Override
    String fix() {
        return "plan " + Hints.argument("refgate.to", to()) + " -Drefgate.runGates";
    }

    private PromotionPlan plan(Promotions promotions) {
        PlanRequest request = request(promotions);
        if (plan == null) {
            return promotions.plan(request);
        }
        boolean isFile = Files.exists(resolved(plan));
        return new NamedPlans(promotions).find(isFile ? resolved(plan).toString() : plan, request);
    }

    private Result moved(MoveResult move, String environment, Promotions promotions) {
        if (wait) {
            Waits.await(move, requiredServer(), promotions, Waits.timeout(waitTimeout));
        }
        return Reports.move(move, environment, promotions);
    }

    private PromoteOptions options() {
        return new PromoteOptions(
                Actors.actor(actor),
                Optional.ofNullable(reason),
                new LinkedHashSet<>(override),
                releasesHold(),
                dryRun);
    }
}
