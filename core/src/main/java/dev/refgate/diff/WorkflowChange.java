package dev.refgate.diff;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;

/**
 * That a workflow differs.
 *
 * @param id the workflow
 * @param change whether it is on one side only or on both
 * @param from its content before; empty when it was not there, or is a folder on disk
 * @param to its content after; empty when it is not there, or is a folder on disk
 */
public record WorkflowChange(WorkflowId id, Change change, Optional<ContentId> from, Optional<ContentId> to) {}
