package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a forge shows people what became of their changes: comments, commit statuses and deployments. Safe for use by many
 * threads.
 *
 * <p>Every call throws a {@link dev.refgate.error.RemoteException} when the forge cannot be reached, does not answer in time,
 * or does not want it; the message names the permission that is missing.
 */
public interface Noticeboard {

    /** The longest text of a comment, in characters, that is written. */
    int LONGEST_COMMENT = 60_000;

    /**
     * Writes the one comment of a pull request that begins with a mark: edits it where there is one that this token's owner
     * wrote, else adds it. What others wrote is never taken for it, since its author could go on editing it.
     *
     * @param number of the pull request
     * @param mark the beginning of the comment, an HTML comment
     * @param edit makes the new text from the one that is there, or from nothing; the text begins with the mark
     * @return where people look at it
     */
    URI comment(int number, String mark, UnaryOperator<String> edit);

    /** Says of a commit what was found; what was said before in the same context counts no longer. */
    void post(CommitId commit, CommitStatus status);

    /**
     * Records that a commit goes to an environment.
     *
     * @param description one line; longer ones are cut
     * @return what {@link #update} needs
     */
    long deployment(CommitId commit, String environment, String description);

    /**
     * Says how far a deployment is.
     *
     * @param description one line; longer ones are cut
     * @param details where there is more about it, for people
     */
    void update(long deployment, DeploymentState state, String description, Optional<URI> details);

    /** How far a deployment is. */
    enum DeploymentState {
        IN_PROGRESS,
        SUCCESS,
        FAILURE
    }
}
