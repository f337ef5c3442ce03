package dev.refgate.server.runlog;

import java.util.Locale;

/** What made a workflow run. */
public enum Cause {
    API,
    WEBHOOK,
    SCHEDULE,
    CONSOLE,
    SMOKE;

    /** As the API and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
