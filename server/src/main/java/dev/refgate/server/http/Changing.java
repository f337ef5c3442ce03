package dev.refgate.server.http;

import dev.refgate.gate.GateSettings;

/**
 * What callers may change in the repository.
 *
 * @param gates what the gates of promotions may use
 * @param writes whether workflows can be created, changed and deleted
 */
public record Changing(GateSettings gates, boolean writes) {
    /** Environments alone, and gates may use nothing. */
    public static final Changing DEFAULT = new Changing(GateSettings.none(), false);
}
