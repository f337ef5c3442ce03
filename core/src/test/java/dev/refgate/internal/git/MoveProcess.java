package dev.refgate.internal.git;

import dev.refgate.document.Problems;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.policy.PolicyParser;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.CurrentPolicy;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.Gates;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.Planner;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.Promoter;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Sightings;
import dev.refgate.promotion.WorkflowCalls;
import dev.refgate.repository.CommitId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process of its own that promotes all to an environment, and dies without a word before one step of the move. */
public final class MoveProcess {
    /** Its exit code when it died at the step. */
    static final int KILLED = 137;

    private MoveProcess() {}

    /**
     * @param arguments the repository, the environment, and the step; no step lets it live
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        String fatal = arguments.length > 2 ? arguments[2] : "";
        AtomicBoolean armed = new AtomicBoolean();
        try (GitWorkflowRepository repository = GitWorkflowRepository.open(folder);
                GitDeployments store = GitDeployments.open(folder, step -> {
                    if (armed.get() && step.equals(fatal)) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                })) {
            CurrentPolicy.Source policies = () -> policy(repository);
            Ledger ledger = new Ledger(store, repository);
            Clock clock = Clock.systemUTC();
            Planner planner = new Planner(
                    store, repository, policies, ledger, new Gates(clock, ledger, Sightings.NONE), WorkflowCalls.NONE);
            Promoter promoter = new Promoter(store, policies, planner, GateExecutor.LATER, clock);
            PromotionPlan plan = planner.plan(PlanRequest.all(arguments[1]));
            armed.set(true);
            promoter.promote(plan, PromoteOptions.by(Actor.claimed("Ada", "ada@example.com")));
        }
    }

    static CurrentPolicy policy(GitWorkflowRepository repository) {
        CommitId tip = repository.commitAt("refs/heads/main").orElseThrow();
        byte[] file = repository.treeAt(tip).policyFile().orElseThrow();
        return new CurrentPolicy(
                new PolicyParser(new YamlDocumentReader())
                        .parse(file, new Problems())
                        .orElseThrow(),
                "a".repeat(40),
                tip,
                Optional.empty());
    }
}
