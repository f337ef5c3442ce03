package dev.refgate.server.schedule;

import java.util.Locale;

/** What became of a time of a schedule. */
public enum Outcome {
    /** A run began. */
    STARTED,
    /** The run before it still ran. */
    SKIPPED,
    /** No server was there in time. */
    MISSED,
    /** The run could not begin. */
    REFUSED;

    /** As the API and the figures write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
