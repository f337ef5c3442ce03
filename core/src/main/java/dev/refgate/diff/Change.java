package dev.refgate.diff;

import java.util.Locale;

/** What became of something between the two sides. */
public enum Change {
    ADDED,
    REMOVED,
    CHANGED;

    /** As reports write it: {@code added}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
