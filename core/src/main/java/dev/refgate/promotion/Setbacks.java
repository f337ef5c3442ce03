package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.repository.CommitId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The rollbacks and releases of a branch, newest first. Only a commit whose message, or that of its proposal, says so can be
 * one. So of all others no tree is read: a move must not take longer with each deployment that there ever was.
 */
final class Setbacks implements Iterator<Deployment> {
    private static final int PAGE = 256;

    private final DeploymentStore store;
    private final BranchLedger ledger;
    private final Environment environment;
    private final CommitId sourceTip;
    private final boolean anyProposed;
    private final Deque<Deployment> found = new ArrayDeque<>();
    private Optional<CommitId> next;

    /**
     * @param newest the commit to begin with
     */
    Setbacks(DeploymentStore store, BranchLedger ledger, Environment environment, CommitId sourceTip, CommitId newest) {
        this.store = store;
        this.ledger = ledger;
        this.environment = environment;
        this.sourceTip = sourceTip;
        this.next = Optional.of(newest);
        this.anyProposed = store.refs(ProposedRecords.BRANCHES + environment.name() + "/").stream()
                .flatMap(ref -> store.tip(ref).stream())
                .anyMatch(proposal -> says(proposal.commit()));
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && next.isPresent()) {
            readPage(next.get());
        }
        return !found.isEmpty();
    }

    @Override
    public Deployment next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.remove();
    }

    private void readPage(CommitId newest) {
        boolean recorded = false;
        for (CommitNote note : store.notes(newest, PAGE)) {
            recorded = DeploymentMessage.mayBeOne(note.message());
            next = note.firstParent();
            if (mayBeSetback(note)) {
                ledger.at(environment, sourceTip, note.id())
                        .filter(deployment -> deployment.action() != Action.PROMOTE)
                        .ifPresent(found::add);
            }
        }
        // Commits that Refgate recorded are on no source branch.
        if (!recorded) {
            next = next.filter(older -> !ledger.isOnSource(older, sourceTip));
        }
    }

    private boolean mayBeSetback(CommitNote note) {
        return DeploymentMessage.maySetBack(note.message())
                || note.parents().size() == 2 && says(note.parents().get(1))
                || anyProposed && !DeploymentMessage.mayBeOne(note.message());
    }

    /** Whether the pull request's branch that ends there may bring one, below merges that brought it up to date. */
    private boolean says(CommitId tip) {
        for (CommitNote note : store.notes(tip, ProposedRecords.MOST_UPDATES + 1)) {
            if (DeploymentMessage.maySetBack(note.message())) {
                return true;
            }
            if (note.parents().size() != 2) {
                return false;
            }
        }
        return false;
    }
}
