package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Goes back in an environment's deployments until it is known what of some workflows is on hold. */
final class HoldSearch {
    private static final int PAGE = 256;

    private final DeploymentStore store;
    private final Optional<Set<WorkflowId>> wanted;
    private final SortedMap<WorkflowId, Set<ContentId>> holds = new TreeMap<>();
    /** The workflows of which nothing that was deployed earlier counts. */
    private final Set<WorkflowId> decided = new HashSet<>();
    /** The commit before the oldest rollback that was seen of a workflow. */
    private final Map<WorkflowId, CommitId> before = new HashMap<>();

    /**
     * @param wanted the workflows that it is about; empty for all
     */
    HoldSearch(DeploymentStore store, Optional<Set<WorkflowId>> wanted) {
        this.store = store;
        this.wanted = wanted;
    }

    /** Whether earlier deployments may matter. */
    boolean isOpen() {
        return wanted.isEmpty() || decided.size() < wanted.get().size();
    }

    /** The latest first. */
    SortedMap<WorkflowId, Set<ContentId>> holds() {
        return holds;
    }

    /** Takes the deployment before the one that was taken last. */
    void take(Deployment deployment) {
        deployment.moves().stream().filter(this::isOpen).forEach(move -> take(deployment, move));
    }

    /**
     * Takes a rollback or release; what is between it and the one that was taken last is looked into only if it may matter.
     *
     * @param newest the newest commit that was not taken, nor passed over
     */
    void takeSetback(Deployment setback, CommitId newest) {
        for (Move move : setback.moves()) {
            if (isOpen(move)) {
                CommitId since = before.getOrDefault(move.workflow(), newest);
                if (setback.action() == Action.RELEASE || wasKept(move, since, setback.commit())) {
                    take(setback, move);
                } else {
                    decided.add(move.workflow());
                }
            }
        }
    }

    private boolean isOpen(Move move) {
        return !decided.contains(move.workflow())
                && (wanted.isEmpty() || wanted.get().contains(move.workflow()));
    }

    private void take(Deployment deployment, Move move) {
        if (deployment.action() == Action.ROLLBACK) {
            move.from()
                    .ifPresent(content -> holds.computeIfAbsent(move.workflow(), absent -> new LinkedHashSet<>())
                            .add(content));
            deployment.previous().ifPresent(previous -> before.put(move.workflow(), previous));
        } else {
            decided.add(move.workflow());
        }
    }

    /** Whether a workflow stayed what a rollback made of it. */
    private boolean wasKept(Move rollback, CommitId newest, CommitId oldest) {
        Optional<CommitId> next = Optional.of(newest);
        while (next.isPresent()) {
            List<CommitNote> notes = store.notes(next.get(), PAGE);
            for (CommitNote note : notes) {
                if (note.id().equals(oldest)) {
                    return true;
                }
                if (!store.contents(note.id()).of(rollback.workflow()).equals(rollback.to())) {
                    return false;
                }
                next = note.firstParent();
            }
        }
        return false;
    }
}
