package dev.refgate.promotion;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about a pull request.
 *
 * @param request as it was then
 * @param environment that it would move
 * @param plan the id of what it would do; empty when it does nothing, or nobody can tell what
 * @param moves what would be deployed if it were merged now
 * @param gates what became of each; {@code merge} and {@code plan} tell of the pull request itself
 * @param status what its head was given, or would have been given
 * @param unkept why the repository could not keep what was found, when it could not: after the merge, the deployment has the
 *     gates on record that were there before
 */
public record PullRequestCheck(
        PullRequest request,
        String environment,
        Optional<String> plan,
        List<Move> moves,
        List<GateResult> gates,
        CommitStatus status,
        Optional<String> unkept) {
    public PullRequestCheck {
        moves = List.copyOf(moves);
        gates = List.copyOf(gates);
    }
}
