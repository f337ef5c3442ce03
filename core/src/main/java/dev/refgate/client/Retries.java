package dev.refgate.client;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a request is sent again: where the server says that it did not take it (429, 503), and where there was no connection
 * to send it on. An answer that never came is no such case: the run may have begun.
 */
record Retries(int most, Clock clock) {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long FIRST_MILLIS = 1_000;
    private static final int MOST_DOUBLINGS = 6;
    private static final int JITTER = 10;
    private static final Set<Integer> STATUSES = Set.of(429, 503);

    static boolean suits(int status) {
        return STATUSES.contains(status);
    }

    /**
     * How long to wait before the next request.
     *
     * @param sent how many were sent already, from 1
     */
    Duration pause(int sent, Optional<HttpHeaders> headers) {
        Duration wanted = headers.flatMap(each -> each.firstValue("Retry-After"))
                .flatMap(this::parse)
                .orElseGet(() -> usual(sent));
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    private Optional<Duration> parse(String retryAfter) {
        try {
            long seconds = Long.parseLong(retryAfter.strip());
            return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
        } catch (NumberFormatException e) {
            return date(retryAfter);
        }
    }

    private Optional<Duration> date(String retryAfter) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration until = Duration.between(clock.instant(), date.toInstant());
            return until.isNegative() ? Optional.empty() : Optional.of(until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** One second, two, four, …, each a tenth shorter or longer, so that clients do not come back together. */
    private static Duration usual(int sent) {
        long millis = FIRST_MILLIS << Math.min(sent - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(-millis / JITTER, millis / JITTER + 1));
    }
}
