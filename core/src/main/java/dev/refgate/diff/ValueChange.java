package dev.refgate.diff;

import java.util.Optional;

/**
 * One setting that differs.
 *
 * @param path where it is, such as {@code retry.attempts}, {@code branches[high].if} or {@code messages[0].content}
 * @param from the value before; empty when there was none
 * @param to the value after; empty when there is none
 */
public record ValueChange(String path, Optional<Value> from, Optional<Value> to) {

    public Change change() {
        if (from.isEmpty()) {
            return Change.ADDED;
        }
        return to.isEmpty() ? Change.REMOVED : Change.CHANGED;
    }
}
