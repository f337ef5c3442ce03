package dev.refgate.client;

import dev.refgate.error.RefgateException;

/** The server answered, and not with what it was asked for. The message has its status and what it says. */
public final class ServerRefusedException extends RefgateException {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;

    private final int status;

    ServerRefusedException(String request, int status, String detail) {
        super(request + ": " + status + ": " + detail
                + (status == UNAUTHORIZED ? " (expected an API key: set REFGATE_API_KEY)" : ""));
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
