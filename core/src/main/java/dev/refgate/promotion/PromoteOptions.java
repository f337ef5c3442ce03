package dev.refgate.promotion;

import java.util.Optional;
import java.util.Set;

/**
 * How a plan is carried out.
 *
 * @param actor who does it
 * @param reason why, in their words
 * @param overrides types of gates that need not open; only those that refgate.yml lists under {@code override}, and only
 *     with a reason
 * @param releaseHold whether content that was rolled back from may come in again
 * @param dryRun whether everything is done but the move
 */
public record PromoteOptions(
        Actor actor, Optional<String> reason, Set<String> overrides, boolean releaseHold, boolean dryRun) {
    public PromoteOptions {
        overrides = Set.copyOf(overrides);
    }

    public static PromoteOptions by(Actor actor) {
        return new PromoteOptions(actor, Optional.empty(), Set.of(), false, false);
    }

    public PromoteOptions because(String words) {
        return new PromoteOptions(actor, Optional.of(words), overrides, releaseHold, dryRun);
    }

    public PromoteOptions overriding(String... types) {
        return new PromoteOptions(actor, reason, Set.of(types), releaseHold, dryRun);
    }

    public PromoteOptions releasingHolds() {
        return new PromoteOptions(actor, reason, overrides, true, dryRun);
    }

    public PromoteOptions withoutMoving() {
        return new PromoteOptions(actor, reason, overrides, releaseHold, true);
    }
}
