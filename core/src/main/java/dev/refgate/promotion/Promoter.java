package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.MoveResult.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** One wish to promote, however often it has to be tried. What was executed for it is not executed twice. */
    private final class Attempt {
        private final PromotionPlan plan;
        private final PromoteOptions options;
        private final String id = DeploymentRecord.newId();
        private final Map<Gate, GateResult> executed = new HashMap<>();

        Attempt(PromotionPlan plan, PromoteOptions options) {
            this.plan = plan;
            this.options = options;
        }

        Optional<Draft> draft(Situation situation) {
            if (situation.has(plan.moves())) {
                return Optional.empty();
            }
            requireOverridable(situation);
            PromotionPlan now = planner.again(situation, plan, options.releaseHold());
            List<GateResult> results = overridden(executed(situation, now));
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

        private void requireOverridable(Situation situation) {
            List<String> allowed = situation.rules().overridable();
            for (String type : options.overrides()) {
                if (!allowed.contains(type)) {
                    throw new InvalidArgumentException("override: " + type + " (expected "
                            + (allowed.isEmpty() ? "none" : "one of: " + String.join(", ", allowed))
                            + ": refgate.yml says under environments." + plan.environment()
                            + ".override which gates may be overridden)");
                }
            }
            if (!options.overrides().isEmpty() && options.reason().isEmpty()) {
                throw new InvalidArgumentException(
                        "override: needs a reason (expected --reason \"…\", for the record)");
            }
        }

        /** The results with those that have to be executed in the place of "later"; none is when one of the others is closed. */
        private List<GateResult> executed(Situation situation, PromotionPlan now) {
            List<GateResult> results = new ArrayList<>(now.gates());
            int first = results.size() - situation.rules().gates().size();
            for (int i = 0; i < situation.rules().gates().size(); i++) {
                Gate gate = situation.rules().gates().get(i);
                boolean needed =
                        !(gate instanceof Gate.Soak) && !options.overrides().contains(gate.type());
                if (needed && isOpenSoFar(results.subList(0, first + i))) {
                    results.set(first + i, executed.computeIfAbsent(gate, each -> executor.execute(each, now)));
                }
            }
            return results;
        }

        private boolean isOpenSoFar(List<GateResult> results) {
            return overridden(results).stream().allMatch(GateResult::opens);
        }

        private List<GateResult> overridden(List<GateResult> results) {
            return results.stream()
                    .map(result -> !result.opens() && options.overrides().contains(result.type())
                            ? result.overridden(options.reason().orElseThrow())
                            : result)
                    .toList();
        }
    }
}
