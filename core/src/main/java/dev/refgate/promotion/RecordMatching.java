package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the record of what moved, and believes it only where it fits. */
final class RecordMatching {
    /** Below it are the branches of pull requests: {@code promote/<environment>/<plan id>}. */
    static final String PROPOSALS = "refs/heads/promote/";

    private final DeploymentStore store;

    RecordMatching(DeploymentStore store) {
        this.store = store;
    }

    /**
     * The record of a commit: its own; of a merge, its second parent's; else, of a commit that is no merge, that of a
     * proposal that brings the same.
     */
    Optional<DeploymentRecord> find(String environment, HistoryCommit commit) {
        Optional<DeploymentRecord> own = DeploymentMessage.read(commit.message())
                .filter(record -> fits(record, environment, commit.firstParent(), commit.id(), commit.changes()));
        if (own.isPresent() || commit.changes().isEmpty()) {
            return own;
        }
        if (commit.parents().size() == 2) {
            return proposed(environment, commit.parents().get(1), commit);
        }
        return store.refs(PROPOSALS + environment + "/").stream()
                .map(ref -> store.tip(ref).map(PointerTip::commit))
                .flatMap(Optional::stream)
                .map(proposal -> proposed(environment, proposal, commit))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The record of a proposal that fits itself, and brings what the commit brings. */
    private Optional<DeploymentRecord> proposed(String environment, CommitId proposal, HistoryCommit commit) {
        HistoryCommit proposed = store.firstParentHistory(proposal, 1).get(0);
        return DeploymentMessage.read(proposed.message())
                .filter(record -> record.action() != Action.RELEASE)
                .filter(record -> fits(record, environment, proposed.firstParent(), proposed.id(), proposed.changes()))
                .filter(record -> proposed.changes().equals(commit.changes()));
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

    private static boolean moves(DeploymentRecord record, List<ContentChange> changes) {
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
