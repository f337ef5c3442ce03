package dev.refgate.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names that come from outside, as values of a label: the first so many stay themselves, all further are {@code other}. */
final class LabelNames {
    private static final String OTHER = "other";

    private final int most;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    LabelNames(int most) {
        this.most = most;
    }

    /** May let a few more than the most pass when many come at once for the first time; their number stays bounded. */
    String label(String name) {
        String label = known.get(name);
        if (label != null) {
            return label;
        }
        if (known.size() >= most) {
            return OTHER;
        }
        known.putIfAbsent(name, name);
        return name;
    }
}
