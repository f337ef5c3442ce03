package dev.refgate.server.http;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.report.JsonDeployments;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What moves environments: {@code POST /v2/environments/{environment}/plan}, {@code promote}, {@code rollback}, {@code release}, and {@code PUT
 * /v2/workflows/{workflow_id}/environments/{environment}}. All through the core's promotion, with its gates; who does it is who the
 * key belongs to.
 */
final class MovesHandler {
    private static final String REVISION = "revision_id";

    private final Refgate refgate;
    private final Promotions promotions;
    private final Callers callers;

    MovesHandler(Refgate refgate, Changing changing, Callers callers) {
        this.refgate = refgate;
        this.promotions = refgate.promotions(refgate.gates(changing.gates()), changing.sightings());
        this.callers = callers;
    }

    void plan(Context context) throws IOException {
        String environment = environment(context);
        JsonBody body = JsonBody.of(context);
        MoveBody wanted = MoveBody.forPlan(body);
        if (wanted.runGates()) {
            callers.require(context, Scope.promote(environment));
        } else {
            callers.require(context, Scope.READ, Scope.promote(environment));
        }
        PromotionPlan made = wanted.plan(environment, refgate, promotions);
        PromotionPlan plan = wanted.runGates() ? promotions.runGates(made, wanted.releaseHold()) : made;
        answer(context, plan.toMap());
    }

    void promote(Context context) throws IOException {
        String environment = mover(context);
        MoveBody wanted = MoveBody.forPromotion(JsonBody.of(context));
        answer(context, JsonDeployments.of(environment, promoted(context, environment, wanted)));
    }

    private MoveResult promoted(Context context, String environment, MoveBody wanted) {
        return recorded(
                context,
                () -> promotions.promote(
                        wanted.plan(environment, refgate, promotions), wanted.options(callers.actor(context))));
    }

    void rollback(Context context) throws IOException {
        String environment = mover(context);
        JsonBody body = JsonBody.of(context);
        int steps = body.whole("steps").orElse(1);
        Optional<String> deployment = body.text("to");
        List<WorkflowId> workflows = body.each("workflows", WorkflowId::new);
        Optional<String> reason = body.text("reason");
        boolean dryRun = body.truth("dry_run");
        body.requireNothingElse();
        RollbackRequest request =
                JsonBody.about("steps", () -> new RollbackRequest(environment, steps, deployment, workflows));
        MoveResult result =
                recorded(context, () -> promotions.rollback(request, callers.actor(context), reason, dryRun));
        answer(context, JsonDeployments.of(environment, result));
    }

    void release(Context context) throws IOException {
        String environment = mover(context);
        JsonBody body = JsonBody.of(context);
        List<WorkflowId> workflows = body.each("workflows", WorkflowId::new);
        Optional<String> reason = body.text("reason");
        body.requireNothingElse();
        MoveResult result =
                recorded(context, () -> promotions.release(environment, workflows, callers.actor(context), reason));
        answer(context, JsonDeployments.of(environment, result));
    }

    /** The hosted product's way to deploy: one workflow, at one revision. */
    void deploy(Context context) throws IOException {
        String environment = mover(context);
        WorkflowId workflow = RequestTarget.workflow(context);
        JsonBody body = JsonBody.of(context);
        String revision = body.text(REVISION).or(() -> deployed(body)).orElseThrow(() -> noRevision("missing"));
        MoveBody wanted = MoveBody.forDeployment(workflow, revision, body.text("reason"));
        MoveResult result = promoted(context, environment, wanted);
        Answers.json(context.res(), 200, generator -> {
            generator.writeStartObject();
            generator.writeBooleanField("success", true);
            Json.writeField(generator, "data", JsonDeployments.of(environment, result));
            generator.writeEndObject();
        });
    }

    private static Optional<String> deployed(JsonBody body) {
        List<?> deployments = body.list("deployments").orElse(List.of());
        if (deployments.isEmpty()) {
            return Optional.empty();
        }
        if (deployments.size() > 1 || !(deployments.get(0) instanceof Map<?, ?> deployment)) {
            throw noRevision(deployments.size() + " deployments");
        }
        if ("latest".equals(deployment.get("revision_lookup"))) {
            return Optional.of("latest");
        }
        return Optional.ofNullable(deployment.get(REVISION)).map(String::valueOf);
    }

    private static Refusal noRevision(String found) {
        return Refusal.invalid(
                List.of("body", REVISION),
                "revision_id: " + found + " (expected one revision: {\"revision_id\": …}, or {\"deployments\":"
                        + " [{\"revision_lookup\": \"revision_id\", \"revision_id\": …}]}; traffic is not split)",
                "invalid_argument");
    }

    private interface Moving {
        MoveResult move();
    }

    private MoveResult recorded(Context context, Moving moving) {
        try {
            MoveResult result = moving.move();
            callers.record(
                    context,
                    result.outcome().name().toLowerCase(Locale.ROOT)
                            + result.deployment()
                                    .map(deployment -> " " + deployment.id())
                                    .orElse(""));
            return result;
        } catch (RuntimeException e) {
            callers.record(context, "not moved: " + e.getMessage());
            throw e;
        }
    }

    /** The environment of the path, for those who may move it. */
    private String mover(Context context) {
        String environment = environment(context);
        callers.require(context, Scope.promote(environment));
        return environment;
    }

    private static String environment(Context context) {
        return context.pathParam("environment");
    }

    private static void answer(Context context, Map<String, Object> data) throws IOException {
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, Map.of("data", data)));
    }
}
