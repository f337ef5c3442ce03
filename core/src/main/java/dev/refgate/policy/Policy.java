package dev.refgate.policy;

import dev.refgate.environment.Environments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What refgate.yml says.
 *
 * @param source the branch that revisions are numbered on, by its short name ({@code main})
 * @param defaultEnvironment for calls that name none
 * @param environments in the file's order
 * @param rules what a promotion into an environment must meet, by the environment's name; one entry for each
 */
public record Policy(
        String source,
        Optional<String> defaultEnvironment,
        Environments environments,
        Map<String, PromotionRules> rules) {

    private static final String PRODUCTION = "production";

    public Policy {
        rules = Map.copyOf(rules);
    }

    /** The source branch's full name: {@code refs/heads/main}. */
    public String sourceRef() {
        return "refs/heads/" + source;
    }

    /** The environment of triggers that name none: production, or, where there is none of that name, the default one. */
    public Optional<String> triggerEnvironment() {
        return environments.names().contains(PRODUCTION) ? Optional.of(PRODUCTION) : defaultEnvironment;
    }

    /**
     * What a promotion into one environment must meet.
     *
     * @param gates in the file's order
     * @param freezeWindows when nothing may move
     * @param overridable the types of gates, or {@code freeze}, that somebody with a reason may override
     */
    public record PromotionRules(List<Gate> gates, List<FreezeWindow> freezeWindows, List<String> overridable) {
        public PromotionRules {
            gates = List.copyOf(gates);
            freezeWindows = List.copyOf(freezeWindows);
            overridable = List.copyOf(overridable);
        }

        /** Rules of which none may be overridden. */
        public PromotionRules(List<Gate> gates, List<FreezeWindow> freezeWindows) {
            this(gates, freezeWindows, List.of());
        }
    }
}
