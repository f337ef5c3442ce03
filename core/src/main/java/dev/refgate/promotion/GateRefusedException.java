package dev.refgate.promotion;

import dev.refgate.error.RefgateException;
import java.util.List;
import java.util.stream.Collectors;

/** A gate does not let a promotion through, now or ever. */
public final class GateRefusedException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final transient List<GateResult> gates;
    private final boolean pending;

    /**
     * @param environment that something was to be promoted to
     * @param gates all that were asked, at least one of which does not open
     */
    public GateRefusedException(String environment, List<GateResult> gates) {
        super("environment: " + environment + " is closed to this: "
                + gates.stream()
                        .filter(gate -> !gate.opens())
                        .map(gate -> "gate " + gate.type() + " " + gate.state().word() + " (" + gate.evidence() + ")")
                        .collect(Collectors.joining("; ")));
        this.gates = List.copyOf(gates);
        this.pending =
                gates.stream().filter(gate -> !gate.opens()).allMatch(gate -> gate.state() == GateResult.State.PENDING);
    }

    /** All gates that were asked. */
    public List<GateResult> gates() {
        return gates;
    }

    /** Whether all that is closed may open by itself. */
    public boolean pending() {
        return pending;
    }
}
