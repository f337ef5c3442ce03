package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The Git side of deployments. Objects are written before any ref moves, and harm nobody when none does; a ref moves by
 * compare-and-set alone. An implementation over a remote gives the remote's refs, with what is behind them fetched, and
 * its {@link #move} is a push. Safe for use by many threads.
 */
public interface DeploymentStore {

    /** Where the refs are, for messages. */
    String location();

    /** Where a ref points now; empty when it does not exist. */
    Optional<PointerTip> tip(String ref);

    /** The full names of all refs that begin with {@code prefix}, sorted. */
    List<String> refs(String prefix);

    /**
     * The commit without files that every environment branch of Refgate's begins with: the same id everywhere. Written when
     * it is not there.
     */
    CommitId emptyRoot();

    /** The folders of {@code workflows/} that can be workflows. */
    WorkflowContents contents(CommitId commit);

    /**
     * The difference of {@code workflows/} between two commits, sorted by workflow.
     *
     * @param before empty for nothing at all
     */
    List<ContentChange> changes(Optional<CommitId> before, CommitId after);

    /** The first-parent history that ends at {@code tip}, newest first, {@code tip} included. */
    List<HistoryCommit> firstParentHistory(CommitId tip, int limit);

    /** What the first-parent history says that ends at {@code tip}, newest first, {@code tip} included; reads no trees. */
    List<CommitNote> notes(CommitId tip, int limit);

    /** An annotated tag; empty when the ref does not exist or is no annotated tag of a commit. */
    Optional<AnnotatedTag> tag(String ref);

    /**
     * Writes a folder that no commit has yet.
     *
     * @param files by path; at least one
     */
    ContentId writeFolder(SortedMap<String, byte[]> files);

    /** Writes a commit that no ref has yet. The same commit always has the same id. */
    CommitId writeCommit(NewCommit commit);

    /** Writes a tag that no ref has yet. */
    ObjectName writeTag(NewTag tag);

    /**
     * Moves all of the refs, or none.
     *
     * @param reason one line, for logs
     * @throws dev.refgate.error.RefgateException when the repository cannot be reached or written at all
     */
    MoveOutcome move(List<RefMove> moves, String reason);
}
