package dev.refgate.promotion;

import dev.refgate.promotion.MoveResult.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries out plans that still hold. */
public final class Promoter {
    private final Planner planner;
    private final GateExecutor executor;
    private final Landing landing;

    /**
     * @param executor asks the gates that have to execute something
     */
    public Promoter(
            DeploymentStore store, CurrentPolicy.Source policies, Planner planner, GateExecutor executor, Clock clock) {
        this.planner = planner;
        this.executor = executor;
        this.landing = new Landing(store, policies, clock);
    }

    /**
     * Moves an environment as a plan says. Everything is read again: it counts what is there, not what the plan was made on.
     *
     * @return also when all of it is there already
     * @throws dev.refgate.error.ConflictException when the plan does not hold any longer
     * @throws GateRefusedException when a gate does not open
     * @throws dev.refgate.error.NotAllowedException when the repository does not want the move
     */
    public MoveResult promote(PromotionPlan plan, PromoteOptions options) {
        Attempt attempt = new Attempt(plan, options);
        if (plan.moves().isEmpty()) {
            return MoveResult.nothing(plan.moves());
        }
        if (options.dryRun()) {
            Optional<Draft> draft = attempt.draft(planner.situation(plan.environment()));
            return draft.map(each -> new MoveResult(Outcome.DRY_RUN, each.moves(), each.gates(), Optional.empty()))
                    .orElseGet(() -> MoveResult.nothing(plan.moves()));
        }
        return landing.land(plan.environment(), attempt::draft)
                .map(deployment -> new MoveResult(
                        Outcome.DEPLOYED, deployment.moves(), deployment.gates(), Optional.of(deployment)))
                .orElseGet(() -> MoveResult.nothing(plan.moves()));
    }

    /**
     * A plan whose gates were all asked, also those that execute something, as far as those before them are open. Moves
     * nothing.
     *
     * @throws dev.refgate.error.ConflictException when the plan does not hold any longer
     */
    public PromotionPlan ask(PromotionPlan plan, boolean releaseHold) {
        if (plan.moves().isEmpty()) {
            return plan;
        }
        Situation situation = planner.situation(plan.environment());
        PromotionPlan now = planner.again(situation, plan, releaseHold);
        return now.withGates(new AskedGates(executor, Set.of(), Optional.empty()).ask(situation, now));
    }

    /** One wish to promote, however often it has to be tried. */
    private final class Attempt {
        private final PromotionPlan plan;
        private final PromoteOptions options;
        private final String id = DeploymentRecord.newId();
        private final AskedGates gates;

        Attempt(PromotionPlan plan, PromoteOptions options) {
            this.plan = plan;
            this.options = options;
            this.gates = new AskedGates(executor, options.overrides(), options.reason());
        }

        Optional<Draft> draft(Situation situation) {
            if (situation.has(plan.moves())) {
                return Optional.empty();
            }
            gates.requireOverridable(situation);
            PromotionPlan now = planner.again(situation, plan, options.releaseHold());
            List<GateResult> results = gates.ask(situation, now);
            if (!results.stream().allMatch(GateResult::opens)) {
                throw new GateRefusedException(plan.environment(), results);
            }
            return Optional.of(new Draft(
                    id,
                    Action.PROMOTE,
                    now.moves(),
                    now.moves().get(0).source(),
                    results,
                    options.actor(),
                    options.reason(),
                    Optional.empty()));
        }
    }
}
