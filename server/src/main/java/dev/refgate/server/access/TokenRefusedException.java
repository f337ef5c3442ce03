package dev.refgate.server.access;

import dev.refgate.error.RefgateException;

/** A token does not open the server; the message says why, and never shows the token. */
public final class TokenRefusedException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String actor;

    /** What is wrong. */
    enum Kind {
        /** It proves nothing. */
        INVALID,
        /** It proves who it is, and that is nobody who may do anything. */
        NOT_GRANTED,
        /** Nobody knows: who could say is away. */
        UNKNOWN
    }

    private TokenRefusedException(Kind kind, String actor, String message) {
        super(message);
        this.kind = kind;
        this.actor = actor;
    }

    /** It proves nothing. */
    public static TokenRefusedException invalid(String why) {
        return new TokenRefusedException(Kind.INVALID, "anonymous", why);
    }

    /** It is genuine, and nothing in the settings is about it. */
    public static TokenRefusedException notGranted(String actor, String why) {
        return new TokenRefusedException(Kind.NOT_GRANTED, actor, why);
    }

    /** It cannot be checked now. */
    public static TokenRefusedException unknown(String why) {
        return new TokenRefusedException(Kind.UNKNOWN, "anonymous", why);
    }

    Kind kind() {
        return kind;
    }

    /** Whom it names, as far as that is proved. */
    String actor() {
        return actor;
    }
}
