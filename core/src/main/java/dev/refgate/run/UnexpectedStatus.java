package dev.refgate.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The failure of a call whose answer has a status that the block does not expect. */
final class UnexpectedStatus {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** What passes without anybody doing anything. */
    private static final Set<Integer> PASSING = Set.of(TOO_MANY_REQUESTS, 502, UNAVAILABLE, 504);

    private UnexpectedStatus() {}

    static BlockException of(HttpAnswer answer, String expected, Secrets secrets) throws IOException {
        return of(answer, expected, secrets, PASSING.contains(answer.status()));
    }

    /**
     * @param expected for the message
     * @param secrets what was sent and must not come back in a message
     * @param retryable whether another attempt may do better
     */
    static BlockException of(HttpAnswer answer, String expected, Secrets secrets, boolean retryable)
            throws IOException {
        int status = answer.status();
        String redirect = status / 100 == 3 && answer.header("location").isPresent()
                ? "; it redirects, and redirects: 3 would follow it"
                : "";
        String says =
                AnswerBody.excerpt(answer, secrets).map(text -> ": " + text).orElse("");
        return new BlockException(
                answer.origin() + " answered " + status + " (expected " + expected + redirect + ")" + says,
                retryable,
                String.valueOf(status),
                retryAfter(answer));
    }

    private static Optional<Duration> retryAfter(HttpAnswer answer) {
        boolean asks = answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE;
        return asks
                ? answer.header("retry-after").flatMap(value -> RetryAfter.read(value, Clock.systemUTC()))
                : Optional.empty();
    }
}
