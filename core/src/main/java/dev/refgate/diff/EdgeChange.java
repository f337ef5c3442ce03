package dev.refgate.diff;

import java.util.Optional;

/**
 * One edge that differs. Blocks go by their new ids; an edge that only follows a renamed block is no change. A rewired
 * edge is one that left a block and one that entered the same block instead.
 *
 * @param block the block that waits
 * @param from the block, or branch ({@code route.high}), that it waited for; empty when the edge is added
 * @param to what it waits for now; empty when the edge is removed
 */
public record EdgeChange(String block, Optional<String> from, Optional<String> to) {

    /** {@code CHANGED} stands for rewired. */
    public Change change() {
        if (from.isEmpty()) {
            return Change.ADDED;
        }
        return to.isEmpty() ? Change.REMOVED : Change.CHANGED;
    }
}
