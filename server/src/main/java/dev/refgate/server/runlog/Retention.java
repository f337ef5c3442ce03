package dev.refgate.server.runlog;

import java.time.Duration;

/**
 * How long runs are kept, and lines of the audit log.
 *
 * @param age older runs are removed
 * @param bytes when the log takes more, the oldest runs are removed
 * @param audit older lines of the audit log are removed
 */
public record Retention(Duration age, long bytes, Duration audit) {
    public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 10L << 30);

    public Retention {
        if (age.isNegative() || bytes < 0 || audit.isNegative()) {
            throw new IllegalArgumentException(
                    "retention: " + age + ", " + bytes + ", " + audit + " (expected nothing below zero)");
        }
    }

    /** Lines of the audit log stay as long as runs. */
    public Retention(Duration age, long bytes) {
        this(age, bytes, age);
    }
}
