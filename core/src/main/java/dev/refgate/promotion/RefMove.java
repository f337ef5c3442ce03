package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import java.util.Optional;

/**
 * One ref, from what it is known to be to what it shall be.
 *
 * @param ref fully qualified
 * @param expected what it points to now; empty when it must not exist
 * @param target what it shall point to
 */
public record RefMove(String ref, Optional<ObjectName> expected, ObjectName target) {
    public RefMove {
        if (!ref.startsWith("refs/heads/") && !ref.startsWith("refs/tags/")) {
            throw new InvalidArgumentException("ref: " + ref + " (expected a full name: refs/heads/… or refs/tags/…)");
        }
    }
}
