package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.error.InvalidArgumentException;
import java.util.List;
import java.util.Optional;

/** Reads environments for somebody who wants to move them. */
final class Situations {
    private final DeploymentStore store;
    private final CurrentPolicy.Source policies;

    Situations(DeploymentStore store, CurrentPolicy.Source policies) {
        this.store = store;
        this.policies = policies;
    }

    /**
     * @throws GateRefusedException when the policy cannot be read, so that nobody knows what may move
     * @throws InvalidArgumentException when the environment is the source branch itself
     */
    Situation read(String name) {
        CurrentPolicy policy = policies.read();
        Environment environment = policy.policy().environments().named(name);
        if (policy.unusable().isPresent()) {
            throw new GateRefusedException(
                    name,
                    List.of(new GateResult(
                            "policy",
                            GateResult.State.FAILED,
                            policy.unusable().get() + "; nothing is moved before refgate.yml is right at the tip of "
                                    + policy.policy().sourceRef())));
        }
        if (environment.ref().fullName().equals(policy.policy().sourceRef())) {
            throw new InvalidArgumentException("environment: " + name + " is the source branch "
                    + environment.ref().fullName() + " itself (expected another one: what is merged there is there)");
        }
        Optional<PointerTip> tip = store.tip(environment.ref().fullName());
        return new Situation(
                policy,
                environment,
                tip,
                tip.map(each -> store.contents(each.commit())).orElseGet(WorkflowContents::none));
    }
}
