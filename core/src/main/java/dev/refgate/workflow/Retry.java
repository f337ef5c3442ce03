package dev.refgate.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often and how soon a failed block is tried again.
 *
 * @param attempts how many in all, the first included; 1 to 100
 * @param exponential whether the pause doubles each time, with jitter; else it stays {@code initial}
 * @param initial the first pause
 * @param max the longest pause
 * @param on which failures are tried again: {@code timeout}, {@code connection}, {@code answer}, {@code error}, an HTTP
 *     status, or a class of them such as {@code 5xx}; empty for those that the block's type finds worth it
 */
public record Retry(int attempts, boolean exponential, Duration initial, Duration max, List<String> on) {
    /** One attempt, and no other. */
    public static final Retry NONE = new Retry(1, false, Duration.ofMillis(200), Duration.ofSeconds(10));

    private static final int STATUS_LENGTH = 3;

    public Retry {
        on = List.copyOf(on);
    }

    /** On the failures that the block's type finds worth it. */
    public Retry(int attempts, boolean exponential, Duration initial, Duration max) {
        this(attempts, exponential, initial, max, List.of());
    }

    /**
     * Whether a failure is tried again, as long as there are attempts.
     *
     * @param kind what {@link #on} calls it; empty for what no other attempt can mend
     * @param usually whether the block's type finds it worth another attempt
     */
    public boolean repeats(Optional<String> kind, boolean usually) {
        return on.isEmpty() ? usually : kind.isPresent() && on.stream().anyMatch(word -> names(word, kind.get()));
    }

    private static boolean names(String word, String kind) {
        boolean isClass = word.endsWith("xx");
        return isClass ? kind.length() == STATUS_LENGTH && kind.charAt(0) == word.charAt(0) : word.equals(kind);
    }
}
