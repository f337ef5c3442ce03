package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.server.json.InvalidJsonException;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plans as people name them: by their file, or by their id together with the options that they were made with. */
final class Plans {
    private static final Pattern ID = Pattern.compile("plan-[0-9a-f]{16}");
    /** How far back it is looked whether a plan has been carried out. */
    private static final int LAST_DEPLOYMENTS = 20;

    private final Promotions promotions;
    private final SelectionOptions selection;

    Plans(Promotions promotions, SelectionOptions selection) {
        this.promotions = promotions;
        this.selection = selection;
    }

    /**
     * @param name an id or a file; empty for what would be planned now
     */
    PromotionPlan find(Optional<String> name) throws IOException {
        if (name.isEmpty()) {
            return promotions.plan(selection.request(promotions));
        }
        return ID.matcher(name.get()).matches() ? withId(name.get()) : read(Path.of(name.get()));
    }

    private PromotionPlan withId(String id) {
        PromotionPlan now = promotions.plan(selection.request(promotions));
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

    private PromotionPlan read(Path file) throws IOException {
        if (selection.narrows()) {
            throw new InvalidArgumentException(
                    "--plan: " + file
                            + " says what is promoted (expected no --from, --workflow, --revision or --with-dependencies beside a plan's file)");
        }
        PromotionPlan plan = parse(file);
        if (!plan.environment().equals(selection.to())) {
            throw new InvalidArgumentException("--to: " + selection.to() + " (expected " + plan.environment()
                    + ", which is what the plan in " + file + " is for)");
        }
        return plan;
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private static PromotionPlan parse(Path file) throws IOException {
        try {
            if (Json.read(Files.readAllBytes(file)) instanceof Map<?, ?> map) {
                return PromotionPlan.fromMap((Map<String, ?>) map);
            }
        } catch (InvalidJsonException e) {
            throw new InvalidArgumentException("--plan: " + file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new InvalidArgumentException(
                    "--plan: " + file + " (expected a plan's id, such as plan-0123456789abcdef, or a file that refgate"
                            + " plan --out wrote)",
                    e);
        }
        throw new InvalidArgumentException("--plan: " + file + " (expected one JSON object)");
    }
}
