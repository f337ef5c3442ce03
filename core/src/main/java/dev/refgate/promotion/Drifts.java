package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            for (ContentChange change : store.changes(Optional.of(source), tip.commit())) {
                change.to()
                        .filter(content -> repository
                                .history(source)
                                .lastCommitWith(change.workflow(), content)
                                .isEmpty())
                        .ifPresent(content -> drifts.add(new Drift(change.workflow(), content)));
            }
        });
        return drifts;
    }
}
