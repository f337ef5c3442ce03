package dev.refgate.promotion;

import java.util.List;
import java.util.Optional;

/**
 * What came of the wish to move an environment.
 *
 * @param outcome in one word
 * @param moves what it was about
 * @param gates what became of each
 * @param deployment what was recorded; empty unless something was
 */
public record MoveResult(Outcome outcome, List<Move> moves, List<GateResult> gates, Optional<Deployment> deployment) {
    public MoveResult {
        moves = List.copyOf(moves);
        gates = List.copyOf(gates);
    }

    /** The word. */
    public enum Outcome {
        /** It was moved. */
        DEPLOYED,
        /** It is there already; nothing was moved. */
        NOTHING_TO_DO,
        /** It could be moved, and was not, because nobody wanted that yet. */
        DRY_RUN
    }

    static MoveResult nothing(List<Move> moves) {
        return new MoveResult(Outcome.NOTHING_TO_DO, moves, List.of(), Optional.empty());
    }
}
