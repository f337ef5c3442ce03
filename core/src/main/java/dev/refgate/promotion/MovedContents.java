package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an environment would have after moves. */
final class MovedContents {
    private final WorkflowContents before;
    private final Map<WorkflowId, Move> moves = new HashMap<>();

    MovedContents(WorkflowContents before, List<Move> moves) {
        this.before = before;
        moves.forEach(move -> this.moves.put(move.workflow(), move));
    }

    Optional<ContentId> of(WorkflowId workflow) {
        Move move = moves.get(workflow);
        return move == null ? before.of(workflow) : move.to();
    }

    boolean moves(WorkflowId workflow) {
        return moves.containsKey(workflow);
    }

    /** The commit that a moved content is taken from. */
    Optional<CommitId> source(WorkflowId workflow) {
        return Optional.ofNullable(moves.get(workflow)).flatMap(Move::source);
    }
}
