package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Finds what drifted. */
public final class Drifts {
    private final DeploymentStore store;
    private final WorkflowRepository repository;
    private final CurrentPolicy.Source policies;

    public Drifts(DeploymentStore store, WorkflowRepository repository, CurrentPolicy.Source policies) {
        this.store = store;
        this.repository = repository;
        this.policies = policies;
    }

    /** Everything in an environment that the source branch's first-parent history never had, sorted by workflow. */
    public List<Drift> of(String environment) {
        CurrentPolicy policy = policies.read();
        String ref = policy.policy().environments().named(environment).ref().fullName();
        List<Drift> drifts = new ArrayList<>();
        store.tip(ref).ifPresent(tip -> {
            CommitId source = policy.sourceTip();
            SortedMap<WorkflowId, ContentId> atSource = store.contents(source);
            store.contents(tip.commit()).forEach((workflow, content) -> {
                if (!content.equals(atSource.get(workflow))
                        && repository
                                .history(source)
                                .lastCommitWith(workflow, content)
                                .isEmpty()) {
                    drifts.add(new Drift(workflow, content));
                }
            });
        });
        return drifts;
    }
}
