package dev.refgate.document;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Time zones as Refgate's files name them: {@code Europe/Berlin}, {@code UTC}. */
public final class TimeZones {

    private TimeZones() {}

    /** The zone that {@code node} names, if it does. */
    public static Optional<ZoneId> find(Node node) {
        return node.value() instanceof String name
                        && ZoneId.getAvailableZoneIds().contains(name)
                ? Optional.of(ZoneId.of(name))
                : Optional.empty();
    }

    /** Adds a problem when {@code node} is a text that names no known zone; other kinds of nodes are for its shape. */
    public static void check(Node node, Problems problems) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (node.value() instanceof String name && !known.contains(name)) {
            problems.add(
                    node.location(),
                    "unknown time zone \"" + name + "\" (expected a name like Europe/Berlin or UTC)"
                            + Nearest.hint(name, known));
        }
    }
}
