package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * What a commit says, without a look at what it changed.
 *
 * @param parents the first is what the branch had before
 * @param message all of it
 */
public record CommitNote(CommitId id, List<CommitId> parents, String message) {
    public CommitNote {
        parents = List.copyOf(parents);
    }

    Optional<CommitId> firstParent() {
        return parents.stream().findFirst();
    }
}
