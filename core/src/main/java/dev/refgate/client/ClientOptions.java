package dev.refgate.client;

import dev.refgate.error.InvalidArgumentException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a server is called.
 *
 * @param server its address, such as {@code https://refgate.example.com}; a path before {@code /v2} is kept
 * @param apiKey sent as a bearer token, and shown nowhere
 * @param timeout how long one request may take, until its answer is read whole
 * @param retries how often a request is sent again after the first time; 0 or more
 */
public record ClientOptions(URI server, Optional<String> apiKey, Duration timeout, int retries) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final int USUAL_RETRIES = 2;

    public ClientOptions {
        boolean plain = server.getUserInfo() == null && server.getQuery() == null && server.getFragment() == null;
        if (server.getScheme() == null || !SCHEMES.contains(server.getScheme()) || server.getHost() == null || !plain) {
            throw new InvalidArgumentException("server: " + withoutUser(server)
                    + " (expected an address like https://refgate.example.com, without a user, a query or a fragment)");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new InvalidArgumentException("timeout: " + timeout + " (expected more than nothing)");
        }
        if (retries < 0) {
            throw new InvalidArgumentException("retries: " + retries + " (expected 0 or more)");
        }
    }

    /** With a timeout of 60 s for each request and two retries, and without a key. */
    public static ClientOptions of(String server) {
        try {
            return new ClientOptions(URI.create(server), Optional.empty(), USUAL_TIMEOUT, USUAL_RETRIES);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    "server: " + server + " (expected an address like https://refgate.example.com)", e);
        }
    }

    public ClientOptions withApiKey(Optional<String> key) {
        return new ClientOptions(server, key, timeout, retries);
    }

    public ClientOptions withTimeout(Duration changed) {
        return new ClientOptions(server, apiKey, changed, retries);
    }

    public ClientOptions withRetries(int changed) {
        return new ClientOptions(server, apiKey, timeout, changed);
    }

    URI at(String pathAndQuery) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }

    private static String withoutUser(URI server) {
        return server.getUserInfo() == null
                ? server.toString()
                : server.toString().replace(server.getUserInfo() + "@", "***@");
    }

    @Override
    public String toString() {
        return "ClientOptions[server=" + withoutUser(server) + ", apiKey=" + (apiKey.isPresent() ? "***" : "none")
                + ", timeout=" + timeout + ", retries=" + retries + "]";
    }
}
