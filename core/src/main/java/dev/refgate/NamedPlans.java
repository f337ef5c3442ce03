package dev.refgate;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.internal.yaml.Json;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromotionPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plans as people name them: by their file, or by their id together with what they were made for. */
public final class NamedPlans {
    private static final Pattern ID = Pattern.compile("plan-[0-9a-f]{16}");
    /** How far back it is looked whether a plan has been carried out. */
    private static final int LAST_DEPLOYMENTS = 20;

    private final Promotions promotions;

    public NamedPlans(Promotions promotions) {
        this.promotions = promotions;
    }

    /**
     * The plan of this name.
     *
     * @param name an id or a file
     * @param request what is wanted now: beside a file, the environment alone
     * @throws ConflictException when the request makes another plan than the id names
     */
    public PromotionPlan find(String name, PlanRequest request) {
        return ID.matcher(name).matches() ? withId(name, request) : read(Path.of(name), request);
    }

    private PromotionPlan withId(String id, PlanRequest request) {
        PromotionPlan now = promotions.plan(request);
        if (now.id().equals(id) || (now.moves().isEmpty() && isCarriedOut(id, now))) {
            return now;
        }
        throw new ConflictException("plan: " + id + " does not hold any longer: with these options it is " + now.id()
                + " now (plan anew, look at it, and promote that)");
    }

    /** Trees tell what a deployment moved, so its plan can be made again from it. */
    private boolean isCarriedOut(String id, PromotionPlan now) {
        List<Deployment> last = promotions
                .deployments(now.environment(), Optional.empty(), LAST_DEPLOYMENTS)
                .deployments();
        return last.stream()
                .filter(deployment -> deployment.action() == Action.PROMOTE)
                .map(deployment -> new PromotionPlan(
                        now.environment(),
                        deployment.policy().orElse(now.policy()),
                        Optional.empty(),
                        deployment.moves(),
                        List.of(),
                        List.of()))
                .anyMatch(plan -> plan.id().equals(id));
    }

    private static PromotionPlan read(Path file, PlanRequest request) {
        boolean narrows = request.from().isPresent()
                || request.revision().isPresent()
                || !request.workflows().isEmpty()
                || request.withDependencies();
        if (narrows) {
            throw new InvalidArgumentException(
                    "--plan: " + file
                            + " says what is promoted (expected no --from, --workflow, --revision or --with-dependencies beside a plan's file)");
        }
        PromotionPlan plan = parse(file);
        if (!plan.environment().equals(request.to())) {
            throw new InvalidArgumentException("--to: " + request.to() + " (expected " + plan.environment()
                    + ", which is what the plan in " + file + " is for)");
        }
        return plan;
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private static PromotionPlan parse(Path file) {
        try {
            if (new Json().read(Files.readAllBytes(file)) instanceof Map<?, ?> map) {
                return PromotionPlan.fromMap((Map<String, ?>) map);
            }
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("--plan: " + file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new InvalidArgumentException(
                    "--plan: " + file + " (expected a plan's id, such as plan-0123456789abcdef, or a file that refgate"
                            + " plan --out wrote)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new InvalidArgumentException("--plan: " + file + " (expected one JSON object)");
    }
}
