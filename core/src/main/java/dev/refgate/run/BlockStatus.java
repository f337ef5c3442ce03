package dev.refgate.run;

import java.util.Locale;

/** How a block of a run ended. */
public enum BlockStatus {
    SUCCESS,
    FAILED,
    /** Its {@code if} was false, or every edge into it was dead. */
    SKIPPED,
    /** The run ended while it was running or before it could start. */
    CANCELLED,
    TIMED_OUT;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
