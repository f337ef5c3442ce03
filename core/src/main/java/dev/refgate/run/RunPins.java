package dev.refgate.run;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;

/**
 * What a run was admitted with; it stays that for its sub-workflows, retries and resumes.
 *
 * @param workflow which workflow
 * @param environment the environment that the call named, or the default; empty for a revision without one
 * @param ref the environment's ref, when it was resolved through one
 * @param commit what it resolved to
 * @param content the workflow's content there
 * @param verification what a test or a gate of this content is valid for
 */
public record RunPins(
        WorkflowId workflow,
        Optional<String> environment,
        Optional<String> ref,
        CommitId commit,
        ContentId content,
        VerificationId verification) {}
