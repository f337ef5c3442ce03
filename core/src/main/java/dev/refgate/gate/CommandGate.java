package dev.refgate.gate;

import dev.refgate.document.Durations;
import dev.refgate.document.JsonFormat;
import dev.refgate.gate.ChildProcess.Outcome;
import dev.refgate.gate.GateSettings.Commands;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.run.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The gate of type command: a program gets the plan as JSON on its standard input, and its exit code decides. 0 is passed, 1
 * failed, 75 (a temporary failure, by the custom of sysexits) pending; any other code, a signal, or no end within the
 * timeout is an error.
 */
final class CommandGate {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int PENDING = 75;

    private final Optional<Commands> commands;
    private final JsonFormat json;

    CommandGate(Optional<Commands> commands, JsonFormat json) {
        this.commands = commands;
        this.json = json;
    }

    GateResult ask(Gate.Command gate, PromotionPlan plan) {
        String program = json.write(gate.run());
        if (commands.isEmpty()) {
            return new GateResult(
                    gate.type(),
                    State.ERROR,
                    Evidence.of("refgate.yml wants to run " + program
                            + " on this machine (expected --run-commands where that is wanted)"));
        }
        byte[] input = json.writeIndented(plan.toMap()).getBytes(StandardCharsets.UTF_8);
        ChildProcess child = new ChildProcess(gate.run(), commands.get().folder(), variables(commands.get(), plan));
        try {
            return judged(gate, child.run(input, gate.timeout()));
        } catch (IOException e) {
            return new GateResult(
                    gate.type(),
                    State.ERROR,
                    Evidence.of(
                            "cannot run " + program + " in " + commands.get().folder() + ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GateResult(gate.type(), State.ERROR, program + " was interrupted");
        }
    }

    private static Map<String, String> variables(Commands commands, PromotionPlan plan) {
        Map<String, String> variables = new LinkedHashMap<>(commands.variables());
        variables.put("REFGATE_PLAN", plan.id());
        variables.put("REFGATE_ENVIRONMENT", plan.environment());
        return variables;
    }

    private GateResult judged(Gate.Command gate, Outcome outcome) {
        String program = String.join(" ", gate.run());
        if (outcome.exitCode().isEmpty()) {
            return result(
                    gate, State.ERROR, program + " did not end within " + Durations.format(gate.timeout()), outcome);
        }
        int code = outcome.exitCode().getAsInt();
        State state = switch (code) {
            case PASSED -> State.PASSED;
            case FAILED -> State.FAILED;
            case PENDING -> State.PENDING;
            default -> State.ERROR;
        };
        String expected = state == State.ERROR ? " (expected 0 passed, 1 failed or 75 pending)" : "";
        return result(gate, state, program + " ended with " + code + expected, outcome);
    }

    private GateResult result(Gate.Command gate, State state, String what, Outcome outcome) {
        Secrets secrets = Secrets.of(commands.map(Commands::secrets).orElseThrow());
        String said = Evidence.tail(secrets.mask(outcome.output()));
        return new GateResult(
                gate.type(), state, Evidence.of(secrets.mask(what)) + (said.isEmpty() ? "" : ": " + said));
    }
}
