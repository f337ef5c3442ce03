package dev.refgate.server.http;

import dev.refgate.error.RefgateException;

/** The server cannot listen where it was told to. */
public final class PortUnavailableException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    PortUnavailableException(String host, int port, String reason, Throwable cause) {
        super("port %d on %s: %s".formatted(port, host, reason), cause);
        this.host = host;
        this.port = port;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }
}
