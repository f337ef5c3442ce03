package dev.refgate.repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Git repository with workflows in it. Reads refs and objects, never a work tree. Safe for use by many threads; each
 * answer is as fresh as the repository on disk.
 */
public interface WorkflowRepository extends AutoCloseable {

    /** Where it is, for messages. */
    String location();

    /** The folder of the work tree, which nothing here reads; empty for a bare repository. */
    Optional<Path> workTree();

    /**
     * The commit behind a ref, annotated tags followed to their commit.
     *
     * @param ref fully qualified, such as {@code refs/heads/main}
     * @return empty when there is no such ref
     * @throws dev.refgate.error.NotFoundException when the ref leads to something that is no commit, or to nothing
     */
    Optional<CommitId> commitAt(String ref);

    /** The branch that HEAD names, fully qualified, whether or not it has a commit yet; empty when HEAD is detached. */
    Optional<String> headBranch();

    /** All files of a commit that matter here. Cheap: nothing is read before it is asked for. */
    WorkflowTree treeAt(CommitId commit);

    /**
     * Whether {@code commit} is one of {@code tips} or an ancestor of one.
     *
     * @param tips the commits that refs point to now
     * @throws dev.refgate.error.RepositoryException when it is not found and the clone is shallow, so that nobody knows
     */
    boolean isReachable(CommitId commit, List<CommitId> tips);

    /**
     * The same for one branch that is asked about again and again, such as the source branch: what it reaches is remembered.
     *
     * @param tip where the branch is now; another branch's would make it forget
     * @throws dev.refgate.error.NotFoundException when there is no such tip
     * @throws dev.refgate.error.RepositoryException when it is not found and the clone is shallow, so that nobody knows
     */
    boolean isOnBranch(CommitId commit, CommitId tip);

    /**
     * The best common ancestors of two commits, as {@code git merge-base --all} gives them; none when they have no history in
     * common.
     *
     * @throws dev.refgate.error.NotFoundException when one of them is not here
     * @throws dev.refgate.error.RepositoryException when none is found and the clone is shallow, so that nobody knows
     */
    List<CommitId> mergeBases(CommitId first, CommitId second);

    /**
     * Whether the workflow had this content at some commit of the first-parent history that ends at {@code tip}.
     *
     * @throws dev.refgate.error.RepositoryException when it is not found and the clone is shallow, so that nobody knows
     */
    boolean held(WorkflowId workflow, ContentId content, CommitId tip);

    /**
     * The first-parent history that ends at {@code tip}, newest first, {@code tip} included. No more than {@code limit}
     * commits are read; those of a shallow clone end where it does.
     */
    List<CommitId> firstParentHistory(CommitId tip, int limit);

    /**
     * The revisions of one workflow along the first-parent history that ends at {@code tip}, newest first.
     *
     * @throws dev.refgate.error.RepositoryException when the clone is shallow, so that numbers cannot be counted; says
     *     what to do
     */
    List<Revision> revisions(WorkflowId workflow, CommitId tip);

    /**
     * The contents that all workflows had along the first-parent history that ends at {@code tip}: the tip of the source
     * branch, or a commit that it was at. Answered from an index beside the repository, which grows with the branch.
     *
     * @throws dev.refgate.error.RepositoryException when the clone is shallow, so that numbers cannot be counted; says
     *     what to do
     */
    RevisionHistory history(CommitId tip);

    /**
     * The commit that {@code name} means as a full or abbreviated (4 digits or more) commit id, a fully qualified ref, a
     * branch or a tag.
     *
     * @throws dev.refgate.error.NotFoundException when it means nothing, with the names that are near
     * @throws dev.refgate.error.InvalidArgumentException when it means several commits, with each of them
     */
    CommitId commitNamed(String name);

    /** Fully qualified names of all branches and tags, sorted. */
    List<String> refNames();

    @Override
    void close();
}
