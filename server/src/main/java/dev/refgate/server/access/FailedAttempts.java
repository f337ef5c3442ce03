package dev.refgate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often an address came with a key that does not count. Safe for use by many threads. */
final class FailedAttempts {
    /** For so long an attempt is remembered. */
    static final Duration MEMORY = Duration.ofMinutes(1);

    private static final int FREE = 10;
    private static final int ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> counts;

    FailedAttempts(Ticker ticker) {
        this.counts = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .maximumSize(ADDRESSES)
                .ticker(ticker)
                .build();
    }

    /**
     * Counts one.
     *
     * @return the how-manieth of this minute it is
     */
    int add(String address) {
        return counts.get(address, key -> new AtomicInteger()).incrementAndGet();
    }

    /** Whether so many attempts are too many. */
    static boolean isTooMany(int attempts) {
        return attempts > FREE;
    }

    /** Whether this is the first that is too many. */
    static boolean isFirstTooMany(int attempts) {
        return attempts == FREE + 1;
    }
}
