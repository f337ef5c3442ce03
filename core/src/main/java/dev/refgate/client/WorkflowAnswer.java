package dev.refgate.client;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.List;

/**
 * A workflow that the server has.
 *
 * @param id its folder's name
 * @param revision the commit that was looked at
 * @param content its content there
 * @param name for people
 * @param description for people; may be empty
 * @param problems why it cannot be run; empty when it can
 */
public record WorkflowAnswer(
        WorkflowId id, CommitId revision, ContentId content, String name, String description, List<String> problems) {

    public WorkflowAnswer {
        problems = List.copyOf(problems);
    }
}
