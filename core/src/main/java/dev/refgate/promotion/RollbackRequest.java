package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants back.
 *
 * @param steps how many deployments to take back, from 1; of no meaning beside {@code deployment}
 * @param deployment the deployment whose content is wanted: its id, or the beginning (4 digits or more) of its commit's
 * @param workflows which; empty for all
 */
public record RollbackRequest(String environment, int steps, Optional<String> deployment, List<WorkflowId> workflows) {
    public RollbackRequest {
        workflows = List.copyOf(workflows);
        if (steps < 1) {
            throw new InvalidArgumentException("steps: " + steps + " (expected 1 or more)");
        }
    }

    /** Takes the last deployments back. */
    public static RollbackRequest steps(String environment, int steps, WorkflowId... workflows) {
        return new RollbackRequest(environment, steps, Optional.empty(), List.of(workflows));
    }

    /** Goes back to a deployment. */
    public static RollbackRequest to(String environment, String deployment, WorkflowId... workflows) {
        return new RollbackRequest(environment, 1, Optional.of(deployment), List.of(workflows));
    }
}
