package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Which contents are on hold: those that the latest rollbacks of a workflow took away, as long as nothing else was deployed
 * and nobody released them. Never stored, always read from the ledger.
 */
final class Holds {
    /** So many deployments are looked into first: most workflows that move have moved not long ago. */
    private static final int RECENT = 4;

    private final DeploymentStore store;
    private final Ledger ledger;

    Holds(DeploymentStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** The contents on hold, the latest first, of those workflows that have any; reads no further back than it has to. */
    SortedMap<WorkflowId, Set<ContentId>> of(
            Environment environment, CommitId sourceTip, Collection<WorkflowId> workflows) {
        return search(environment, sourceTip, Optional.of(Set.copyOf(workflows)));
    }

    /** The contents on hold of all workflows, also of those that are not there any more. */
    SortedMap<WorkflowId, Set<ContentId>> all(Environment environment, CommitId sourceTip) {
        return search(environment, sourceTip, Optional.empty());
    }

    private SortedMap<WorkflowId, Set<ContentId>> search(
            Environment environment, CommitId sourceTip, Optional<Set<WorkflowId>> workflows) {
        HoldSearch search = new HoldSearch(store, workflows);
        if (environment.ref() instanceof EnvironmentRef.Tag) {
            Iterator<Deployment> deployments = ledger.newestFirst(environment, sourceTip);
            while (search.isOpen() && deployments.hasNext()) {
                search.take(deployments.next());
            }
            return search.holds();
        }
        Ledger.Page recent = ledger.deployments(environment, sourceTip, Optional.empty(), RECENT);
        recent.deployments().forEach(search::take);
        recent.next().map(CommitId::new).filter(older -> search.isOpen()).ifPresent(older -> {
            Iterator<Deployment> setbacks = ledger.setbacks(environment, sourceTip, older);
            while (search.isOpen() && setbacks.hasNext()) {
                search.takeSetback(setbacks.next(), older);
            }
        });
        return search.holds();
    }
}
