package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the record of what moved, and believes it only where it fits. */
final class RecordMatching {
    private final DeploymentStore store;
    private final CheckTags checks;

    RecordMatching(DeploymentStore store) {
        this.store = store;
        this.checks = new CheckTags(store);
    }

    /**
     * The record of a commit: its own, else that of the pull request that was merged by it; with what was
     * found when that was checked.
     *
     * @param proposed of the same environment
     */
    Optional<DeploymentRecord> find(String environment, HistoryCommit commit, ProposedRecords proposed) {
        Optional<DeploymentRecord> own = DeploymentMessage.read(commit.message())
                .filter(record -> fits(record, environment, commit.firstParent(), commit.id(), commit.changes()));
        Optional<DeploymentRecord> found = own.isPresent() || commit.changes().isEmpty() ? own : proposed.of(commit);
        return found.map(record -> record.action() == Action.PROMOTE ? checks.latest(record) : record);
    }

    boolean fits(
            DeploymentRecord record,
            String environment,
            Optional<CommitId> previous,
            CommitId commit,
            List<ContentChange> changes) {
        return record.environment().equals(environment)
                && record.previous().equals(previous)
                && (record.action() == Action.RELEASE
                        ? changes.isEmpty() && releases(record, commit)
                        : moves(record, changes));
    }

    /** Whether a record lists what changed. */
    static boolean moves(DeploymentRecord record, List<ContentChange> changes) {
        Set<ContentChange> listed = record.moves().stream().map(Move::change).collect(Collectors.toSet());
        return !changes.isEmpty()
                && record.count() == changes.size()
                && listed.size() == record.moves().size()
                && listed.size() == Math.min(changes.size(), DeploymentMessage.LISTED)
                && new HashSet<>(changes).containsAll(listed);
    }

    private boolean releases(DeploymentRecord record, CommitId commit) {
        WorkflowContents contents = store.contents(commit);
        return record.count() == record.moves().size()
                && record.count() > 0
                && record.moves().stream()
                        .allMatch(move ->
                                move.from().equals(move.to()) && move.to().equals(contents.of(move.workflow())));
    }
}
