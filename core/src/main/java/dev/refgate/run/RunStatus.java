package dev.refgate.run;

import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILED,
    CANCELLED,
    TIMED_OUT,
    INTERRUPTED;

    /** As the API and the files write it: {@code timed_out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
