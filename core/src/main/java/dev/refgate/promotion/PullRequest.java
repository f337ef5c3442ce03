package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.net.URI;

/**
 * A pull request, as it is now.
 *
 * @param page where people look at it
 * @param state whether it can still be merged
 * @param draft whether its author says that it is not ready
 * @param head the commit that would be merged
 * @param headBranch the short name of the branch that has it
 * @param fork whether that branch is in another repository
 * @param base the short name of the branch that gets it
 */
public record PullRequest(
        int number, URI page, State state, boolean draft, CommitId head, String headBranch, boolean fork, String base) {

    /** What has become of it. */
    public enum State {
        OPEN,
        /** Without having been merged. */
        CLOSED,
        MERGED
    }
}
