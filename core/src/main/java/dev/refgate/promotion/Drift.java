package dev.refgate.promotion;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;

/**
 * Content in an environment that no revision of the source branch has: somebody committed to the environment's branch, or
 * the source branch was rewritten. It still runs.
 *
 * @param content what the environment has
 */
public record Drift(WorkflowId workflow, ContentId content) {}
