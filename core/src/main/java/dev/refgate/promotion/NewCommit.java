package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A commit to be written.
 *
 * @param parent its only parent, whose files it has but for the changes
 * @param changes new contents of folders below {@code workflows/}; an empty one removes the folder
 * @param time of author and committer, to the second
 */
public record NewCommit(
        CommitId parent,
        SortedMap<WorkflowId, Optional<ContentId>> changes,
        String message,
        Actor actor,
        Instant time) {}
