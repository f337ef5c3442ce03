package dev.refgate.server.runlog;

import java.time.Duration;

/**
 * How long runs are kept.
 *
 * @param age older ones are removed
 * @param bytes when the log takes more, the oldest are removed
 */
public record Retention(Duration age, long bytes) {
    public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 10L << 30);

    public Retention {
        if (age.isNegative() || bytes < 0) {
            throw new IllegalArgumentException("retention: " + age + ", " + bytes + " (expected nothing below zero)");
        }
    }
}
