package dev.refgate.promotion;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;

/**
 * A workflow's folder in one tree and in another.
 *
 * @param from empty when it was not there
 * @param to empty when it is there no longer
 */
public record ContentChange(WorkflowId workflow, Optional<ContentId> from, Optional<ContentId> to) {}
