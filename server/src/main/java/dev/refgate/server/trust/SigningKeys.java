package dev.refgate.server.trust;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, kept. Whose key is there never waits. Whose key is not there waits for a fetch, if one may begin: at most
 * one runs, and they begin some time apart, so that nobody can have the issuer asked as often as they like. While the issuer is away
 * the keys of before count, for some hours. Safe for use by many threads.
 */
final class SigningKeys implements JWKSource<SecurityContext> {
    /** Keys are asked for again after this. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** So far apart fetches begin, at least. */
    static final Duration REST = Duration.ofSeconds(10);

    /** So long keys count that could not be fetched again. */
    static final Duration LONGEST_OUTAGE = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final int MOST_WAITING = 8;
    private static final CompletableFuture<Void> NO_FETCH = CompletableFuture.completedFuture(null);

    private final String issuer;
    private final Supplier<CompletableFuture<JWKSet>> fetch;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private record Kept(JWKSet keys, Instant since) {}

    private volatile Kept kept = new Kept(new JWKSet(), Instant.EPOCH);
    private volatile @Nullable String trouble = "its keys were not fetched yet";
    private CompletableFuture<Void> running = NO_FETCH;
    private Instant begun = Instant.EPOCH;

    /**
     * @param issuer for messages
     * @param fetch asks for the keys; must not wait
     */
    SigningKeys(String issuer, Supplier<CompletableFuture<JWKSet>> fetch, Clock clock) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.clock = clock;
    }

    /** Keys for a token; none when the issuer has no such. */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext nothing) throws KeySourceException {
        List<JWK> found = selector.select(usable());
        if (!found.isEmpty()) {
            if (age().compareTo(FRESH) >= 0) {
                refresh();
            }
            return found;
        }
        await(refresh());
        List<JWK> fetched = selector.select(usable());
        @Nullable String why = trouble;
        if (fetched.isEmpty() && why != null) {
            throw new KeySourceException(why);
        }
        return fetched;
    }

    private JWKSet usable() {
        return age().compareTo(LONGEST_OUTAGE) < 0 ? kept.keys() : new JWKSet();
    }

    private Duration age() {
        return Duration.between(kept.since(), clock.instant());
    }

    /** Asks for the keys again, unless that is being done or was done just now. */
    synchronized CompletableFuture<Void> refresh() {
        Instant now = clock.instant();
        if (!running.isDone()) {
            return running;
        }
        if (now.isBefore(begun.plus(REST)) && !now.isBefore(begun)) {
            return NO_FETCH;
        }
        begun = now;
        running = fetch.get().handle((keys, failure) -> {
            if (failure == null) {
                kept = new Kept(keys, now);
                trouble = null;
            } else {
                trouble = "the keys of " + issuer + " cannot be fetched";
                LOG.warn("{}, those of before count: {}", trouble, message(failure));
            }
            return null;
        });
        return running;
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Few wait at a time: a flood of tokens with keys that nobody knows must not hold every thread. */
    private void await(CompletableFuture<Void> fetching) throws KeySourceException {
        if (fetching.isDone()) {
            return;
        }
        if (!waiting.tryAcquire()) {
            throw new KeySourceException("the keys of " + issuer + " are being fetched");
        }
        try {
            fetching.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new KeySourceException("the keys of " + issuer + " are still being fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeySourceException("interrupted", e);
        } finally {
            waiting.release();
        }
    }
}
