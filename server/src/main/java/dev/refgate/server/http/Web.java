package dev.refgate.server.http;

import dev.refgate.server.tls.TlsFiles;
import java.util.Optional;
import java.util.Set;

/**
 * How the server shows itself to the network.
 *
 * @param tls speaks TLS with these, and nothing else; without them plain HTTP
 * @param origins of web pages that may read answers, exactly as browsers send them
 * @param openMetrics whether anybody may read the figures
 */
public record Web(Optional<TlsFiles> tls, Set<String> origins, boolean openMetrics) {
    public static final Web PLAIN = new Web(Optional.empty(), Set.of());

    /** With figures for those alone who may read. */
    public Web(Optional<TlsFiles> tls, Set<String> origins) {
        this(tls, origins, false);
    }

    public Web {
        origins = Set.copyOf(origins);
    }
}
