package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * What came of the wish to promote by a pull request.
 *
 * @param branch the short name of the branch that is to be merged; empty when there is nothing to do
 * @param commit its tip; empty when there is nothing to do, and in a dry run
 * @param gates what became of each; those that have to be executed were not
 * @param request empty when there is nothing to do, and in a dry run
 * @param stale open pull requests of other plans to the same environment, newest first
 */
public record Proposed(
        Outcome outcome,
        List<Move> moves,
        List<GateResult> gates,
        Optional<String> branch,
        Optional<CommitId> commit,
        Optional<PullRequest> request,
        List<PullRequest> stale) {
    public Proposed {
        moves = List.copyOf(moves);
        gates = List.copyOf(gates);
        stale = List.copyOf(stale);
    }

    /** The word. */
    public enum Outcome {
        /** The pull request was opened. */
        OPENED,
        /** It was open already. */
        FOUND,
        /** It was open already; the environment had moved, so the commit was made anew on what it is at now. */
        UPDATED,
        /** The environment has all of it already. */
        NOTHING_TO_DO,
        /** It could be opened, and was not, because nobody wanted that yet. */
        DRY_RUN
    }

    static Proposed nothing(List<Move> moves) {
        return new Proposed(
                Outcome.NOTHING_TO_DO,
                moves,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
