package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit as the ledger reads it.
 *
 * @param parents the first is what the branch had before
 * @param message all of it
 * @param author who the commit says made it
 * @param time when the commit says it was committed
 * @param changes the difference of {@code workflows/} to the first parent, sorted by workflow; to nothing for a root
 */
public record HistoryCommit(
        CommitId id, List<CommitId> parents, String message, Actor author, Instant time, List<ContentChange> changes) {
    public HistoryCommit {
        parents = List.copyOf(parents);
        changes = List.copyOf(changes);
    }

    Optional<CommitId> firstParent() {
        return parents.stream().findFirst();
    }
}
