package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the records of merged pull requests. A pull request's commit has the record, and what was merged need not be that
 * commit: it may be a merge of it, the same content squashed, or the same content on another parent. So a record is
 * found by what it brings. It counts once: for the first commit after the one that it was made on.
 */
final class ProposedRecords {
    /** Below it are the branches of pull requests: {@code promote/<environment>/<plan id>}. */
    static final String BRANCHES = "refs/heads/promote/";

    /** How many merges of the environment into a pull request's branch are looked through. */
    static final int MOST_UPDATES = 20;

    /** How far a branch may have gone on since a pull request was made; the first steps are the likely ones. */
    private static final List<Integer> DEPTHS = List.of(1, 16, 1_000);

    private final DeploymentStore store;
    private final String environment;
    private final List<Proposal> branches = new ArrayList<>();
    private boolean branchesRead;

    /** What a commit's message says it brings, and what it brings. */
    record Proposal(DeploymentRecord record, HistoryCommit commit) {}

    ProposedRecords(DeploymentStore store, String environment) {
        this.store = store;
        this.environment = environment;
    }

    /** The record of a commit of the environment's branch that has none of its own. */
    Optional<DeploymentRecord> of(HistoryCommit commit) {
        List<Proposal> candidates = commit.parents().size() == 2
                ? behind(commit.parents().get(1)).stream().toList()
                : branches();
        return candidates.stream()
                .filter(proposal -> proposal.commit().changes().equals(commit.changes()))
                .filter(proposal -> isFirstSince(proposal.record().previous(), commit))
                .map(Proposal::record)
                .findFirst();
    }

    private List<Proposal> branches() {
        if (!branchesRead) {
            branchesRead = true;
            for (String ref : store.refs(BRANCHES + environment + "/")) {
                store.tip(ref).flatMap(tip -> behind(tip.commit())).ifPresent(branches::add);
            }
        }
        return branches;
    }

    /** The proposal that a branch ends in, below merges that only brought the branch up to date. */
    Optional<Proposal> behind(CommitId tip) {
        for (HistoryCommit commit : upToFirstThatIsNoMerge(tip)) {
            Optional<Proposal> found = DeploymentMessage.read(commit.message())
                    .filter(record -> record.action() == Action.PROMOTE || record.action() == Action.ROLLBACK)
                    .filter(record -> record.environment().equals(environment))
                    .filter(record -> RecordMatching.moves(record, commit.changes()))
                    .map(record -> new Proposal(record, commit));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<HistoryCommit> upToFirstThatIsNoMerge(CommitId tip) {
        List<HistoryCommit> commits = new ArrayList<>(store.firstParentHistory(tip, 1));
        while (commits.get(commits.size() - 1).parents().size() == 2 && commits.size() <= MOST_UPDATES) {
            HistoryCommit last = commits.get(commits.size() - 1);
            commits.addAll(store.firstParentHistory(last.parents().get(0), 1));
        }
        return commits;
    }

    /** Whether the branch was at {@code previous} before the commit, and nothing since brought the same. */
    private boolean isFirstSince(Optional<CommitId> previous, HistoryCommit commit) {
        Optional<CommitId> parent = commit.firstParent();
        if (previous.isEmpty() || parent.isEmpty()) {
            return false;
        }
        for (int depth : DEPTHS) {
            for (HistoryCommit earlier : store.firstParentHistory(parent.get(), depth)) {
                if (earlier.id().equals(previous.get())) {
                    return true;
                }
                if (earlier.changes().equals(commit.changes())) {
                    return false;
                }
            }
        }
        return false;
    }
}
