package dev.refgate.server.mirror;

import dev.refgate.error.InvalidArgumentException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the next fetch is. Servers that were started together do not stay together, and a remote that is in trouble is asked
 * less often.
 *
 * @param interval between two fetches while all is well: 1 s to 24 h
 */
public record FetchTimes(Duration interval) {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final double JITTER = 0.1;
    private static final int MOST_DOUBLINGS = 20;

    public FetchTimes {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new InvalidArgumentException("--fetch-interval: " + interval.toMillis() + " ms (expected 1s to 24h)");
        }
    }

    /**
     * How long to wait after a fetch.
     *
     * @param failures how many have failed in a row, this one included
     */
    Duration next(int failures, RandomGenerator random) {
        Duration longest = interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
        double planned = interval.toMillis() * (double) (1L << Math.min(failures, MOST_DOUBLINGS));
        double bounded = Math.min(planned, longest.toMillis());
        return Duration.ofMillis((long) (bounded * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }
}
