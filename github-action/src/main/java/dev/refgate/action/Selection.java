package dev.refgate.action;

import dev.refgate.NamedPlans;
import dev.refgate.Promotions;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/** What is to be promoted, and where. */
final class Selection {
    private final Inputs inputs;
    private final List<WorkflowId> workflows;

    Selection(Workplace workplace) {
        this.inputs = workplace.inputs();
        this.workflows = workplace.workflows();
    }

    boolean releasesHold() {
        return inputs.flag("release-hold");
    }

    /** What is planned now, or the plan that the input names if it still holds. */
    PromotionPlan plan(Promotions promotions) {
        PlanRequest request = request(promotions);
        return inputs.find("plan")
                .map(name -> new NamedPlans(promotions).find(name, request))
                .orElseGet(() -> promotions.plan(request));
    }

    private PlanRequest request(Promotions promotions) {
        Optional<WorkflowId> single = workflows.size() == 1 ? Optional.of(workflows.get(0)) : Optional.empty();
        Optional<CommitId> commit = inputs.find("revision").map(name -> promotions.commit(single, name));
        return new PlanRequest(
                inputs.required("to"),
                inputs.find("from"),
                workflows,
                commit,
                releasesHold(),
                inputs.flag("with-dependencies"));
    }
}
