package dev.refgate.maven;

import dev.refgate.Promotions;
import dev.refgate.ServerNotice;
import dev.refgate.client.RefgateClient;
import dev.refgate.document.Durations;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.MoveResult;
import java.time.Duration;

/** Waiting until a server has noticed a move. */
final class Waits {
    private Waits() {}

    /** The time of {@code refgate.waitTimeout}. */
    static Duration timeout(String text) {
        try {
            return Durations.parse(text.strip());
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("refgate.waitTimeout: " + e.getMessage(), e);
        }
    }

    /** Waits for what was deployed, if anything was. */
    static void await(MoveResult move, RefgateClient server, Promotions promotions, Duration timeout) {
        move.deployment().ifPresent(deployment -> new ServerNotice(server, promotions).await(deployment, timeout));
    }
}
