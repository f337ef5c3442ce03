package dev.refgate.server.http;

import dev.refgate.server.tls.TlsFiles;
import java.util.Optional;
import java.util.Set;

/**
 * How the server shows itself to the network.
 *
 * @param tls speaks TLS with these, and nothing else; without them plain HTTP
 * @param origins of web pages that may read answers, exactly as browsers send them
 */
public record Web(Optional<TlsFiles> tls, Set<String> origins) {
    public static final Web PLAIN = new Web(Optional.empty(), Set.of());

    public Web {
        origins = Set.copyOf(origins);
    }
}
