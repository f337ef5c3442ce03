package dev.refgate.server.http;

import dev.refgate.gate.GateSettings;
import dev.refgate.promotion.Sightings;

/**
 * What callers may change in the repository.
 *
 * @param gates what the gates of promotions may use
 * @param writes whether workflows can be created, changed and deleted
 * @param sightings since when content is where others moved it
 */
public record Changing(GateSettings gates, boolean writes, Sightings sightings) {
    /** Environments alone, and gates may use nothing. */
    public static final Changing DEFAULT = new Changing(GateSettings.none(), false, Sightings.NONE);
}
