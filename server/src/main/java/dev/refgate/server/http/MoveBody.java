package dev.refgate.server.http;

import dev.refgate.NamedPlans;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a plan or a promotion asks for.
 *
 * @param plan an id, or a plan as {@code plan} answered it; null for what would be planned now
 * @param runGates whether a plan's gates are asked that execute something
 */
record MoveBody(
        List<WorkflowId> workflows,
        Optional<String> revision,
        Optional<String> from,
        boolean withDependencies,
        boolean releaseHold,
        @Nullable Object plan,
        boolean runGates,
        Set<String> overrides,
        Optional<String> reason,
        boolean dryRun) {
    private static final Pattern PLAN_ID = Pattern.compile("plan-[0-9a-f]{16}");

    static MoveBody forPlan(JsonBody body) {
        MoveBody read = read(body, null, body.truth("run_gates"), Set.of(), Optional.empty(), false);
        body.requireNothingElse();
        return read;
    }

    static MoveBody forPromotion(JsonBody body) {
        MoveBody read = read(
                body,
                body.any("plan"),
                false,
                Set.copyOf(body.texts("override")),
                body.text("reason"),
                body.truth("dry_run"));
        body.requireNothingElse();
        return read;
    }

    /** One workflow at a revision. */
    static MoveBody forDeployment(WorkflowId workflow, String revision, Optional<String> reason) {
        return new MoveBody(
                List.of(workflow),
                Optional.of(revision),
                Optional.empty(),
                false,
                false,
                null,
                false,
                Set.of(),
                reason,
                false);
    }

    private static MoveBody read(
            JsonBody body,
            @Nullable Object plan,
            boolean runGates,
            Set<String> overrides,
            Optional<String> reason,
            boolean dryRun) {
        return new MoveBody(
                body.each("workflows", WorkflowId::new),
                body.text("revision"),
                body.text("from"),
                body.truth("with_dependencies"),
                body.truth("release_hold"),
                plan,
                runGates,
                overrides,
                reason,
                dryRun);
    }

    /** The plan that is asked for, made or made again now. */
    PromotionPlan plan(String environment, Refgate refgate, Promotions promotions) {
        if (plan instanceof Map<?, ?> map) {
            return given(environment, map);
        }
        PlanRequest request = request(environment, refgate, promotions);
        if (plan == null) {
            return JsonBody.about("workflows", () -> promotions.plan(request));
        }
        if (plan instanceof String id && PLAN_ID.matcher(id).matches()) {
            return new NamedPlans(promotions).find(id, request);
        }
        throw Refusal.invalid(
                List.of("body", "plan"),
                "plan: (expected the id of a plan, such as plan-0123456789abcdef, or a whole plan)",
                "invalid_argument");
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private PromotionPlan given(String environment, Map<?, ?> map) {
        PromotionPlan given = JsonBody.about("plan", () -> PromotionPlan.fromMap((Map<String, ?>) map));
        boolean narrows = !workflows.isEmpty() || revision.isPresent() || from.isPresent() || withDependencies;
        if (narrows || !given.environment().equals(environment)) {
            throw Refusal.invalid(
                    List.of("body", "plan"),
                    "plan: is for " + given.environment() + " and says what is promoted (expected " + environment
                            + ", and no workflows, revision, from or with_dependencies beside a whole plan)",
                    "invalid_argument");
        }
        return given;
    }

    private PlanRequest request(String environment, Refgate refgate, Promotions promotions) {
        Optional<WorkflowId> single = workflows.size() == 1 ? Optional.of(workflows.get(0)) : Optional.empty();
        Optional<CommitId> commit = revision.map(name -> {
            refgate.refresh();
            return JsonBody.about("revision", () -> promotions.commit(single, name));
        });
        return new PlanRequest(environment, from, workflows, commit, releaseHold, withDependencies);
    }

    PromoteOptions options(Actor actor) {
        return new PromoteOptions(actor, reason, overrides, releaseHold, dryRun);
    }
}
