package dev.refgate.run;

import java.util.Locale;

/** How a block of a run ended. */
public enum BlockStatus {
    SUCCESS,
    FAILED,
    /** Its {@code if} was false, every edge into it was dead, or a {@code stop_if} ended the run before it could start. */
    SKIPPED,
    /** The run failed or was cancelled while it was running or before it could start. */
    CANCELLED,
    /** Its last attempt, or the whole run, took too long. */
    TIMED_OUT;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
