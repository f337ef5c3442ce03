package dev.refgate.workflow;

import dev.refgate.document.Location;
import java.util.Optional;

/**
 * That a block waits for another: one item of {@code needs}, or the implicit edge from the block above.
 *
 * @param source the id of the block that is waited for
 * @param label the branch of the source that has to be chosen; empty for the block as a whole
 * @param location where it is written; the block's own place for an implicit edge
 */
public record Edge(String source, Optional<String> label, Location location) {

    /** {@code route.high}, or {@code route}. */
    @Override
    public String toString() {
        return label.map(branch -> source + "." + branch).orElse(source);
    }
}
