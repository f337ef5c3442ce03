package dev.refgate.diff;

import dev.refgate.repository.WorkflowId;
import java.util.Set;

/**
 * Which workflows are compared, and how many of those that differ are looked into.
 *
 * @param workflows empty for all
 * @param detailed at most so many get a {@link WorkflowDiff}; the others are only named
 */
public record Selection(Set<WorkflowId> workflows, int detailed) {
    private static final int DETAILED = 500;

    public Selection {
        workflows = Set.copyOf(workflows);
    }

    /** All workflows. */
    public static Selection all() {
        return new Selection(Set.of(), DETAILED);
    }

    /** These workflows; those that neither side has are no difference. */
    public static Selection of(WorkflowId... workflows) {
        return new Selection(Set.of(workflows), DETAILED);
    }

    boolean includes(WorkflowId workflow) {
        return workflows.isEmpty() || workflows.contains(workflow);
    }
}
