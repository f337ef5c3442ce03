package dev.refgate.internal.forge;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What GitHub says when it is asked too often. */
final class RateLimit {
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    /** What GitHub asks for when it does not say how long. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private RateLimit() {}

    /** How long one has to wait; empty when the answer is not about a limit. */
    static Optional<Duration> wait(HttpResponse<byte[]> answer, Clock clock) {
        int status = answer.statusCode();
        OptionalLong after = number(answer, "retry-after");
        boolean spent = number(answer, "x-ratelimit-remaining").equals(OptionalLong.of(0));
        if (status != TOO_MANY && !(status == FORBIDDEN && (after.isPresent() || spent))) {
            return Optional.empty();
        }
        Duration wait = UNSAID;
        OptionalLong reset = number(answer, "x-ratelimit-reset");
        if (after.isPresent()) {
            wait = Duration.ofSeconds(after.getAsLong());
        } else if (reset.isPresent()) {
            wait = Duration.between(clock.instant(), Instant.ofEpochSecond(reset.getAsLong()));
        }
        return Optional.of(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
    }

    private static OptionalLong number(HttpResponse<byte[]> answer, String header) {
        return answer.headers()
                .firstValue(header)
                .filter(value -> value.matches("[0-9]{1,11}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }
}
