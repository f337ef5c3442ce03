package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;

/**
 * One workflow's part of a deployment.
 *
 * @param from what the environment had; empty when nothing
 * @param to what it gets; empty when the folder is deleted
 * @param source a commit that the content was taken from; empty when that is not known, or the folder is deleted
 */
public record Move(WorkflowId workflow, Optional<ContentId> from, Optional<ContentId> to, Optional<CommitId> source) {

    static Move of(ContentChange change, Optional<CommitId> source) {
        return new Move(change.workflow(), change.from(), change.to(), source);
    }

    ContentChange change() {
        return new ContentChange(workflow, from, to);
    }
}
