package dev.refgate.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored: everything but the key.
 *
 * @param id its public part
 * @param name for people
 * @param hash of the whole key, SHA-256 in hexadecimal digits
 * @param scopes what it may do
 * @param created when
 * @param expires from when on it does not count any more
 * @param lastUsed about when
 * @param revoked since when it does not count any more
 */
public record ApiKey(
        String id,
        String name,
        String hash,
        Set<Scope> scopes,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> lastUsed,
        Optional<Instant> revoked) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it counts now. */
    public boolean isValidAt(Instant now) {
        return revoked.isEmpty() && expires.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
