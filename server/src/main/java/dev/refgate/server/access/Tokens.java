package dev.refgate.server.access;

import java.util.Optional;

/** Knows callers by tokens that others sign. Safe for use by many threads. */
public interface Tokens {
    /** No tokens count. */
    Tokens NONE = token -> Optional.empty();

    /**
     * Who comes with a token.
     *
     * @param token anything that a caller sent
     * @return empty when it is nothing that this knows; then it may be a key
     * @throws TokenRefusedException when it is a token of somebody who is trusted, and does not count
     */
    Optional<Caller> find(String token);
}
