package dev.refgate.promotion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an environment was moved. */
public enum Action {
    /** New content came in. */
    PROMOTE,
    /** Content that had been there came back. */
    ROLLBACK,
    /** Nothing moved: content that was on hold may come in again. */
    RELEASE;

    /** {@code promote}, {@code rollback} or {@code release}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Action> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }
}
