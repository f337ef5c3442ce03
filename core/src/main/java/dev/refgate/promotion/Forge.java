package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * Where the repository's pull requests are. Nothing is changed there but by {@link #open} and {@link #post}. Safe for use by
 * many threads.
 *
 * <p>Every call throws a {@link dev.refgate.error.RemoteException} when the forge cannot be reached, does not answer in time,
 * has no such thing, or does not want it; the message names the permission that is missing.
 */
public interface Forge {

    /** The repository and the forge, for messages. */
    String location();

    /**
     * The open pull request from one branch of this repository to another; the newest when there are several.
     *
     * @param head the short name of the branch that is to be merged
     * @param base the short name of the branch that gets it
     */
    Optional<PullRequest> findOpen(String head, String base);

    /**
     * The open pull requests to a branch, newest first; of very many, the newest 5,000.
     *
     * @param base the branch's short name
     */
    List<PullRequest> openTo(String base);

    /** One pull request. */
    PullRequest read(int number);

    /** Opens a pull request. Not tried again when it is not known whether it came about. */
    PullRequest open(NewPullRequest request);

    /** Says of a commit what was found; what was said before in the same context counts no longer. */
    void post(CommitId commit, CommitStatus status);
}
