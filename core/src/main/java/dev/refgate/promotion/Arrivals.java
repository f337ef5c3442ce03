package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** By which deployments the contents of an environment came there. */
final class Arrivals {
    private final Ledger ledger;

    Arrivals(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Which deployment brought each, as far as it is found within a number of deployments.
     *
     * @param contents what is there now
     */
    Map<WorkflowId, Deployment> of(Offer offer, CommitId sourceTip, Map<WorkflowId, ContentId> contents, int depth) {
        Map<WorkflowId, Deployment> arrivals = new TreeMap<>();
        Iterator<Deployment> deployments = ledger.newestFirst(offer.from(), sourceTip);
        for (int i = 0; i < depth && arrivals.size() < contents.size() && deployments.hasNext(); i++) {
            Deployment deployment = deployments.next();
            if (deployment.action() == Action.RELEASE) {
                continue;
            }
            for (Move move : deployment.moves()) {
                if (contents.containsKey(move.workflow())) {
                    arrivals.putIfAbsent(move.workflow(), deployment);
                }
            }
        }
        return arrivals;
    }

    /** The commit that a deployment took a workflow's content from. */
    static Optional<CommitId> source(Deployment arrival, WorkflowId workflow) {
        return arrival.moves().stream()
                .filter(move -> move.workflow().equals(workflow))
                .findFirst()
                .flatMap(Move::source);
    }
}
