package dev.refgate;

import dev.refgate.environment.Environment;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RefgateException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the environments point to now. */
final class EnvironmentStates {
    private final WorkflowRepository repository;
    private final PolicySource policies;

    EnvironmentStates(WorkflowRepository repository, PolicySource policies) {
        this.repository = repository;
        this.policies = policies;
    }

    /** All, in the policy's order. One whose ref leads nowhere says so; it does not disturb the others. */
    List<EnvironmentState> all() {
        List<EnvironmentState> states = new ArrayList<>();
        for (Environment environment : policies.current().policy().environments()) {
            states.add(state(environment));
        }
        return states;
    }

    private EnvironmentState state(Environment environment) {
        String ref = environment.ref().fullName();
        try {
            Optional<CommitId> commit = repository.commitAt(ref);
            return new EnvironmentState(
                    environment, commit, commit.isPresent() ? Optional.empty() : Optional.of(ref + " does not exist"));
        } catch (RefgateException e) {
            return new EnvironmentState(environment, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** The commits of those that have one, by name, in the policy's order. */
    Map<String, CommitId> commits() {
        Map<String, CommitId> commits = new LinkedHashMap<>();
        all().forEach(state -> state.commit()
                .ifPresent(commit -> commits.put(state.environment().name(), commit)));
        return commits;
    }

    /**
     * @throws NotFoundException when its ref does not exist
     */
    CommitId tip(Environment environment) {
        return repository
                .commitAt(environment.ref().fullName())
                .orElseThrow(() -> new NotFoundException("environment: " + environment.name() + " points to "
                        + environment.ref().fullName()
                        + ", which does not exist (expected a branch or tag with a commit)"));
    }
}
