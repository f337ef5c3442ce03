package dev.refgate.diff;

import dev.refgate.repository.WorkflowId;

/**
 * All that differs in one workflow.
 *
 * @param summary that it differs, and the contents
 * @param blocks the view of blocks and edges, or why there is none
 * @param code the view of files
 * @param impact what it means for callers and environments
 */
public record WorkflowDiff(WorkflowChange summary, BlocksView blocks, CodeDiff code, Impact impact) {

    public WorkflowId id() {
        return summary.id();
    }

    public Change change() {
        return summary.change();
    }
}
