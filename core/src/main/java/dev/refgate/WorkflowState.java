package dev.refgate;

import dev.refgate.document.Problem;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * A workflow at a commit, for lists.
 *
 * @param id its folder's name
 * @param commit where it was read
 * @param content its content there
 * @param name for people
 * @param description for people
 * @param problems why it cannot be run; empty when it can
 */
public record WorkflowState(
        WorkflowId id,
        CommitId commit,
        ContentId content,
        Optional<String> name,
        Optional<String> description,
        List<Problem> problems) {}
