package dev.refgate.promotion;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What workflows a commit has. Whoever wants to know of a few does not pay for all. */
public interface WorkflowContents {
    /** The content of a workflow; empty when it is not there. */
    Optional<ContentId> of(WorkflowId workflow);

    /** All of them. */
    SortedSet<WorkflowId> workflows();

    /** Those of a commit without any. */
    static WorkflowContents none() {
        return new WorkflowContents() {
            @Override
            public Optional<ContentId> of(WorkflowId workflow) {
                return Optional.empty();
            }

            @Override
            public SortedSet<WorkflowId> workflows() {
                return new TreeSet<>();
            }
        };
    }
}
