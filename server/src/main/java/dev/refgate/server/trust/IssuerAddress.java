package dev.refgate.server.trust;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of which keys may come: whoever can change them on their way could sign tokens. */
final class IssuerAddress {
    private IssuerAddress() {}

    /**
     * @param allowsHttp whether TLS is not needed on this machine
     * @throws InvalidArgumentException when it is not one that may be asked
     */
    static URI of(String text, boolean allowsHttp) {
        try {
            URI uri = new URI(text);
            boolean whole = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            boolean secure = "https".equals(uri.getScheme());
            boolean here = allowsHttp && whole && "http".equals(uri.getScheme()) && Loopback.isLoopback(uri.getHost());
            if (whole && (secure || here)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Answered below, as all that is no such address.
        }
        throw new InvalidArgumentException(
                text + " (expected an https:// address; http:// is for this machine alone, with allow_http: true)");
    }
}
