package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.Map;
import java.util.Set;

/** Which workflows run which others as their sub-workflows. Safe for use by many threads. */
@FunctionalInterface
public interface WorkflowCalls {
    /** Where none does. */
    WorkflowCalls NONE = commit -> Map.of();

    /** The workflows of a commit that run others, and those that they run themselves. */
    Map<WorkflowId, Set<WorkflowId>> at(CommitId commit);
}
