package dev.refgate.server.access;

import dev.refgate.server.thread.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that count now, in memory: a call never waits for the database to be let in. They are read again every second,
 * so that a key that was revoked or made beside the server counts soon; when they cannot be read, those read last count.
 */
public final class KeyRing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final @Nullable Keys keys;
    private final Optional<String> adminHash;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final ScheduledExecutorService reader = Daemons.clock("refgate-keys");
    private volatile Map<String, ApiKey> byId = Map.of();

    /**
     * @param keys where they are kept; null when there is only {@code adminKey}
     * @param adminKey a key with all rights that is kept elsewhere
     */
    public KeyRing(@Nullable Keys keys, Optional<String> adminKey, Clock clock) {
        this.keys = keys;
        this.adminHash = adminKey.map(KeyText::hash);
        this.clock = clock;
        if (keys != null) {
            read(keys.all());
            reader.scheduleWithFixedDelay(this::refresh, FRESH.toMillis(), FRESH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void read(List<ApiKey> all) {
        byId = all.stream().collect(Collectors.toUnmodifiableMap(ApiKey::id, Function.identity()));
    }

    private void refresh() {
        if (keys == null) {
            return;
        }
        try {
            for (String id : Set.copyOf(used.keySet())) {
                Instant time = used.remove(id);
                if (time != null) {
                    keys.used(id, time);
                }
            }
            read(keys.all());
        } catch (RuntimeException e) {
            LOG.warn("the keys cannot be read, those of before count: {}", e.getMessage());
        }
    }

    /** Whose key this is; empty for one that does not count. */
    Optional<Caller> find(String key) {
        String hash = KeyText.hash(key);
        if (adminHash.filter(admin -> KeyText.isSame(admin, hash)).isPresent()) {
            return Optional.of(new Caller("key:REFGATE_ADMIN_KEY", Set.of(Scope.ADMIN)));
        }
        Instant now = clock.instant();
        return KeyText.id(key)
                .map(byId::get)
                .filter(known -> KeyText.isSame(known.hash(), hash) && known.isValidAt(now))
                .map(known -> {
                    used.put(known.id(), now);
                    return new Caller("key:" + known.name(), known.scopes());
                });
    }

    @Override
    public void close() {
        reader.shutdown();
        try {
            reader.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refresh();
    }
}
