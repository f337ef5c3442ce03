package dev.refgate.server.cli;

import dev.refgate.NamedPlans;
import dev.refgate.Promotions;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be promoted, and where. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class SelectionOptions {
    @Option(names = "--to", paramLabel = "ENVIRONMENT", required = true, description = "The environment that gets it.")
    private String to;

    @Option(
            names = "--from",
            paramLabel = "ENVIRONMENT",
            description =
                    "The environment that it comes from (default, and the only one allowed: what refgate.yml says).")
    private @Nullable String from;

    @Option(
            names = "--workflow",
            paramLabel = "WORKFLOW",
            description = "Only this workflow; may be given several times (default: all that differ).")
    private List<String> workflows = List.of();

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "Take the content of this commit, branch, tag or latest, or, with one --workflow, of r12"
                    + " (default: what the environment before it has now).")
    private @Nullable String revision;

    @Option(names = "--release-hold", description = "Let content in again that was rolled back from.")
    private boolean releaseHold;

    @Option(
            names = "--with-dependencies",
            description = "Move also what belongs together with --workflow: sub-workflows, and workflows that run it.")
    private boolean withDependencies;

    boolean releasesHold() {
        return releaseHold;
    }

    /**
     * @param name the id or the file of a plan; null for what would be planned now
     */
    PromotionPlan plan(Promotions promotions, @Nullable String name) {
        PlanRequest request = request(promotions);
        return name == null ? promotions.plan(request) : new NamedPlans(promotions).find(name, request);
    }

    PlanRequest request(Promotions promotions) {
        List<WorkflowId> ids = ids(workflows);
        Optional<WorkflowId> single = ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
        Optional<CommitId> commit = Optional.ofNullable(revision).map(name -> promotions.commit(single, name));
        return new PlanRequest(to, Optional.ofNullable(from), ids, commit, releaseHold, withDependencies);
    }

    static List<WorkflowId> ids(List<String> names) {
        return names.stream().map(WorkflowId::new).toList();
    }
}
