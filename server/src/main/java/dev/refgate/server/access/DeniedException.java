package dev.refgate.server.access;

import dev.refgate.error.RefgateException;
import java.util.OptionalInt;

/** A caller is not let in; in the words of RFC 6750. */
public final class DeniedException extends RefgateException {
    private static final long serialVersionUID = 1L;
    private static final String REALM = "Bearer realm=\"refgate\"";

    private static final int SOON_SECONDS = 10;

    private final int status;
    private final String challenge;

    private DeniedException(int status, String challenge, String message) {
        super(message);
        this.status = status;
        this.challenge = challenge;
    }

    static DeniedException withoutKey() {
        return new DeniedException(
                401, REALM, "Authorization: missing (expected Bearer and a key; refgate key create makes one)");
    }

    static DeniedException unknownKey() {
        return new DeniedException(
                401,
                REALM + ", error=\"invalid_token\", error_description=\"unknown, expired or revoked\"",
                "Authorization: the key does not count (it is unknown, expired or revoked)");
    }

    /** For a token of others. What it says stays out of the header. */
    static DeniedException of(TokenRefusedException refused) {
        return switch (refused.kind()) {
            case INVALID ->
                new DeniedException(
                        401,
                        REALM + ", error=\"invalid_token\", error_description=\"the token does not count\"",
                        "Authorization: the token does not count: " + refused.getMessage());
            case NOT_GRANTED ->
                new DeniedException(
                        403, REALM + ", error=\"insufficient_scope\"", "Authorization: " + refused.getMessage());
            case UNKNOWN ->
                new DeniedException(503, "", "Authorization: the token cannot be checked now: " + refused.getMessage());
        };
    }

    static DeniedException unsigned(String why) {
        return new DeniedException(401, "", "hook: " + why + " (expected the secret that this server has, too)");
    }

    static DeniedException tooMany() {
        return new DeniedException(
                429, "", "Authorization: too many keys that do not count came from this address (expected a pause)");
    }

    static DeniedException needs(String scopes) {
        return new DeniedException(
                403,
                REALM + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"",
                "the key's scopes do not allow this (expected one of: " + scopes.replace(" ", ", ") + ")");
    }

    /** 401, 403, 429, or 503 where it is not the caller's fault. */
    public int status() {
        return status;
    }

    /** For the header {@code WWW-Authenticate}; empty when there is nothing to say there. */
    public String challenge() {
        return challenge;
    }

    /** In how many seconds it may be tried again. */
    public OptionalInt retryAfter() {
        return switch (status) {
            case 429 -> OptionalInt.of((int) FailedAttempts.MEMORY.toSeconds());
            case 503 -> OptionalInt.of(SOON_SECONDS);
            default -> OptionalInt.empty();
        };
    }
}
