package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.policy.Gate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gates of one wish to promote, however often it has to be tried. What was executed for it is not executed twice. */
final class AskedGates {
    private final GateExecutor executor;
    private final Set<String> overrides;
    private final Optional<String> reason;
    private final Map<Gate, GateResult> executed = new HashMap<>();

    /**
     * @param overrides types of gates that need not open
     * @param reason why not
     */
    AskedGates(GateExecutor executor, Set<String> overrides, Optional<String> reason) {
        this.executor = executor;
        this.overrides = overrides;
        this.reason = reason;
    }

    /**
     * @throws InvalidArgumentException when refgate.yml does not allow what is to be overridden, or there is no reason
     */
    void requireOverridable(Situation situation) {
        List<String> allowed = situation.rules().overridable();
        for (String type : overrides) {
            if (!allowed.contains(type)) {
                throw new InvalidArgumentException("override: " + type + " (expected "
                        + (allowed.isEmpty() ? "none" : "one of: " + String.join(", ", allowed))
                        + ": refgate.yml says under environments."
                        + situation.environment().name() + ".override which gates may be overridden)");
            }
        }
        if (!overrides.isEmpty() && reason.isEmpty()) {
            throw new InvalidArgumentException("override: needs a reason (expected --reason \"…\", for the record)");
        }
    }

    /** The results with those that have to be executed in the place of "later"; none is when one of the others is closed. */
    List<GateResult> ask(Situation situation, PromotionPlan now) {
        List<GateResult> results = new ArrayList<>(now.gates());
        int first = results.size() - situation.rules().gates().size();
        for (int i = 0; i < situation.rules().gates().size(); i++) {
            Gate gate = situation.rules().gates().get(i);
            boolean needed = !(gate instanceof Gate.Soak) && !overrides.contains(gate.type());
            if (needed && isOpenSoFar(results.subList(0, first + i))) {
                PromotionPlan soFar = now.withGates(results);
                results.set(first + i, executed.computeIfAbsent(gate, each -> executor.execute(each, soFar)));
            }
        }
        return overridden(results);
    }

    private boolean isOpenSoFar(List<GateResult> results) {
        return overridden(results).stream().allMatch(GateResult::opens);
    }

    private List<GateResult> overridden(List<GateResult> results) {
        return results.stream()
                .map(result -> !result.opens() && overrides.contains(result.type())
                        ? result.overridden(reason.orElseThrow())
                        : result)
                .toList();
    }
}
