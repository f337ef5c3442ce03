package dev.refgate.workflow;

import java.time.Duration;

/**
 * How often and how soon a failed block is tried again.
 *
 * @param attempts how many in all, the first included; 1 to 100
 * @param exponential whether the pause doubles each time, with jitter; else it stays {@code initial}
 * @param initial the first pause
 * @param max the longest pause
 */
public record Retry(int attempts, boolean exponential, Duration initial, Duration max) {
    /** One attempt, and no other. */
    public static final Retry NONE = new Retry(1, false, Duration.ofMillis(200), Duration.ofSeconds(10));
}
