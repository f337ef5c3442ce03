package dev.refgate;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.Trigger;

/**
 * A trigger of the revision that an environment points to.
 *
 * @param environment whose runs it starts
 * @param commit where that environment points to
 * @param workflow what it runs
 * @param content the workflow's content there
 * @param trigger as the workflow declares it
 */
public record TriggerState(
        String environment, CommitId commit, WorkflowId workflow, ContentId content, Trigger trigger) {}
