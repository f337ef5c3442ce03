package dev.refgate.server.access;

import dev.refgate.error.RefgateException;
import java.util.OptionalInt;

/** A caller is not let in; in the words of RFC 6750. */
public final class DeniedException extends RefgateException {
    private static final long serialVersionUID = 1L;
    private static final String REALM = "Bearer realm=\"refgate\"";

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

    /** 401, 403 or 429. */
    public int status() {
        return status;
    }

    /** For the header {@code WWW-Authenticate}; empty when there is nothing to say there. */
    public String challenge() {
        return challenge;
    }

    /** In how many seconds it may be tried again. */
    public OptionalInt retryAfter() {
        return status == 429 ? OptionalInt.of((int) FailedAttempts.MEMORY.toSeconds()) : OptionalInt.empty();
    }
}
