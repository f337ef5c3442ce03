package dev.refgate.promotion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a gate.
 *
 * @param type {@code from}, {@code hold}, {@code freeze}, {@code soak}, {@code smoke} or {@code command}
 * @param state whether it lets the promotion through
 * @param evidence why, for people; goes into the record
 */
public record GateResult(String type, State state, String evidence) {

    /** Whether a gate lets a promotion through. */
    public enum State {
        PASSED,
        FAILED,
        /** Not yet: time will tell, or the gate runs with the promotion. */
        PENDING,
        /** The gate could not be asked. */
        ERROR,
        /** It would not have let the promotion through, and somebody who may do so decided otherwise. */
        OVERRIDDEN;

        /** In lower case, as records have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst();
        }
    }

    /** Whether it lets the promotion through. */
    public boolean opens() {
        return state == State.PASSED || state == State.OVERRIDDEN;
    }

    GateResult overridden(String reason) {
        return new GateResult(
                type, State.OVERRIDDEN, "was " + state.word() + ": " + evidence + "; overridden: " + reason);
    }
}
