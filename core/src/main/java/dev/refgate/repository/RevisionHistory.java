package dev.refgate.repository;

import java.util.List;
import java.util.Optional;

/**
 * The first-parent history of one commit, as the contents that each workflow had along it. Immutable: it stays what it
 * is when the branch moves on. Authors, times and messages are with the commits.
 */
public interface RevisionHistory {

    /** The commit that the history ends at. */
    CommitId tip();

    /** How many commits the history has, {@link #tip()} included. */
    int size();

    /** The workflow's revisions, oldest first: number 1 is at index 0. Empty when it never existed. */
    List<Entry> revisions(WorkflowId workflow);

    /**
     * One revision.
     *
     * @param number from 1
     * @return empty when there is no such number
     */
    Optional<Entry> revision(WorkflowId workflow, int number);

    /** The revision that {@link #tip()} holds; empty when the workflow does not exist there. */
    Optional<Entry> current(WorkflowId workflow);

    /** The revisions that have this content, oldest first: several when the workflow came back to it, none when it drifted. */
    List<Entry> revisionsWith(WorkflowId workflow, ContentId content);

    /** The newest commit of the history at which the workflow had this content; empty when it never had. */
    Optional<CommitId> lastCommitWith(WorkflowId workflow, ContentId content);

    /**
     * One revision, without what only its commit tells.
     *
     * @param number counts the workflow's revisions from 1; a deletion counts nothing, and content that comes back after
     *     it is a new revision
     * @param commit the commit that brought the content
     * @param content the content
     */
    record Entry(int number, CommitId commit, ContentId content) {}
}
