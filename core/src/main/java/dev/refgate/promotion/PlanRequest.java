package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to promote.
 *
 * @param to the environment that is to get it
 * @param from the environment that it comes from; empty for the one that refgate.yml names, which is the only one allowed
 * @param workflows which; empty for all that differ
 * @param revision a commit to take them from; empty for what the {@code from} environment has now
 * @param releaseHold whether content that was rolled back from may come in again
 * @param withDependencies whether what belongs together with {@code workflows} moves too: sub-workflows, and workflows that
 *     run one of them
 */
public record PlanRequest(
        String to,
        Optional<String> from,
        List<WorkflowId> workflows,
        Optional<CommitId> revision,
        boolean releaseHold,
        boolean withDependencies) {
    public PlanRequest {
        workflows = List.copyOf(workflows);
    }

    /** All that differs between an environment and the one before it. */
    public static PlanRequest all(String to) {
        return new PlanRequest(to, Optional.empty(), List.of(), Optional.empty(), false, false);
    }

    /** Some workflows, as the environment before it has them. */
    public static PlanRequest of(String to, WorkflowId... workflows) {
        return new PlanRequest(to, Optional.empty(), List.of(workflows), Optional.empty(), false, false);
    }

    /** The same, as a commit has them. */
    public PlanRequest at(CommitId commit) {
        return new PlanRequest(to, from, workflows, Optional.of(commit), releaseHold, withDependencies);
    }

    /** The same, whether or not the content is on hold. */
    public PlanRequest releasingHolds() {
        return new PlanRequest(to, from, workflows, revision, true, withDependencies);
    }

    /** The same, and what belongs together with it. */
    public PlanRequest withItsDependencies() {
        return new PlanRequest(to, from, workflows, revision, releaseHold, true);
    }
}
