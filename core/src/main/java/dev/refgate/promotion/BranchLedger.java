package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Ledger.Page;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The deployments of a branch: the commits of its first-parent history, down to where it meets the source branch. */
final class BranchLedger {
    private final DeploymentStore store;
    private final WorkflowRepository repository;
    private final RecordMatching records;

    BranchLedger(DeploymentStore store, WorkflowRepository repository) {
        this.store = store;
        this.repository = repository;
        this.records = new RecordMatching(store);
    }

    Page page(Environment environment, CommitId sourceTip, Optional<String> cursor, int limit) {
        Optional<CommitId> start = cursor.isPresent()
                ? Optional.of(commit(cursor.get()))
                : store.tip(environment.ref().fullName()).map(PointerTip::commit);
        if (start.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        CommitId root = store.emptyRoot();
        List<HistoryCommit> commits = new ArrayList<>(store.firstParentHistory(start.get(), limit));
        Optional<CommitId> next = commits.get(commits.size() - 1).firstParent().filter(parent -> !parent.equals(root));
        if (commits.get(commits.size() - 1).id().equals(root)) {
            commits.remove(commits.size() - 1);
            next = Optional.empty();
        }
        ProposedRecords proposed = new ProposedRecords(store, environment.name());
        List<Optional<DeploymentRecord>> found = commits.stream()
                .map(commit -> records.find(environment.name(), commit, proposed))
                .toList();
        int onSource = firstOnSource(commits, found, sourceTip);
        List<Deployment> deployments = new ArrayList<>();
        for (int i = 0; i < onSource; i++) {
            deployments.add(Deployments.of(environment.name(), commits.get(i), found.get(i)));
        }
        if (onSource < commits.size()) {
            CommitId commit = commits.get(onSource).id();
            deployments.add(Deployments.baseline(environment.name(), commit, store.changes(Optional.empty(), commit)));
            next = Optional.empty();
        }
        return new Page(deployments, next.map(CommitId::hex));
    }

    private static CommitId commit(String cursor) {
        try {
            return new CommitId(cursor);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("cursor: " + cursor + " (expected that of the page before)", e);
        }
    }

    /**
     * Where the history meets the source branch: from there on all commits are on both. The number of commits when it does
     * not. Commits that Refgate recorded are on no source branch, so in the usual history nothing is walked for this.
     */
    private int firstOnSource(
            List<HistoryCommit> commits, List<Optional<DeploymentRecord>> records, CommitId sourceTip) {
        int low = 0;
        int high = commits.size();
        while (high > low && records.get(high - 1).isPresent()) {
            high--;
        }
        if (high == low || !isOnSource(commits.get(high - 1), sourceTip)) {
            return commits.size();
        }
        high--;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isOnSource(commits.get(middle), sourceTip)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean isOnSource(HistoryCommit commit, CommitId sourceTip) {
        return isOnSource(commit.id(), sourceTip);
    }

    boolean isOnSource(CommitId commit, CommitId sourceTip) {
        return repository.isOnBranch(commit, sourceTip);
    }

    /** The deployment that a commit is; empty for the root. */
    Optional<Deployment> at(Environment environment, CommitId sourceTip, CommitId commit) {
        return page(environment, sourceTip, Optional.of(commit.hex()), 1).deployments().stream()
                .findFirst();
    }

    /** The rollbacks and releases from a commit on, newest first. */
    Iterator<Deployment> setbacks(Environment environment, CommitId sourceTip, CommitId newest) {
        return new Setbacks(store, this, environment, sourceTip, newest);
    }
}
