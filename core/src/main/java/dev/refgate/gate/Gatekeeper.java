package dev.refgate.gate;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.RefgateException;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PromotionPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gates that execute something. */
public final class Gatekeeper implements GateExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final SmokeGate smoke;
    private final CommandGate command;

    public Gatekeeper(GateSettings settings, SuitesUnderTest suites, JsonFormat json) {
        this.smoke = new SmokeGate(settings.server(), suites);
        this.command = new CommandGate(settings.commands(), json);
    }

    @Override
    public GateResult execute(Gate gate, PromotionPlan plan) {
        try {
            if (gate instanceof Gate.Smoke declared) {
                return smoke.ask(declared, plan);
            }
            if (gate instanceof Gate.Command declared) {
                return command.ask(declared, plan);
            }
            return new GateResult(gate.type(), State.ERROR, "is not a gate that executes something");
        } catch (RefgateException e) {
            return new GateResult(gate.type(), State.ERROR, Evidence.of(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("gate {} of {}: failed unexpectedly", gate.type(), plan.id(), e);
            return new GateResult(gate.type(), State.ERROR, "internal error; the log says more");
        }
    }
}
