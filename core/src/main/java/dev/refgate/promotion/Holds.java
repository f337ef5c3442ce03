package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which contents are on hold: those that the latest rollbacks of a workflow took away, as long as nothing else was deployed
 * and nobody released them. Never stored, always read from the ledger.
 */
final class Holds {
    private final Ledger ledger;

    Holds(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The contents on hold, the latest first, of those workflows that have any; reads no further back than it has to. */
    SortedMap<WorkflowId, Set<ContentId>> of(
            Environment environment, CommitId sourceTip, Collection<WorkflowId> workflows) {
        SortedMap<WorkflowId, Set<ContentId>> holds = new TreeMap<>();
        SortedSet<WorkflowId> open = new TreeSet<>(workflows);
        Iterator<Deployment> deployments = ledger.newestFirst(environment, sourceTip);
        while (!open.isEmpty() && deployments.hasNext()) {
            Deployment deployment = deployments.next();
            for (Move move : deployment.moves()) {
                if (!open.contains(move.workflow())) {
                    continue;
                }
                if (deployment.action() == Action.ROLLBACK) {
                    move.from()
                            .ifPresent(
                                    content -> holds.computeIfAbsent(move.workflow(), absent -> new LinkedHashSet<>())
                                            .add(content));
                } else {
                    open.remove(move.workflow());
                }
            }
        }
        return holds;
    }
}
