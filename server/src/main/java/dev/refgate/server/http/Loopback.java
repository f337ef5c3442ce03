package dev.refgate.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names and addresses mean this machine alone. Looks at the text and asks no resolver: a name whose address can be
 * changed by others is exactly what must not pass.
 */
public final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+)(:[0-9]{1,5})?");

    private Loopback() {}

    /** Whether {@code host}, without a port, is {@code localhost}, in {@code 127.0.0.0/8}, or {@code ::1}. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || IPV4.matcher(host).matches();
    }

    /** The same for the value of a {@code Host} header, which may have a port. */
    static boolean isLoopbackAuthority(String authority) {
        var matcher = WITH_PORT.matcher(authority);
        return matcher.matches() && isLoopback(matcher.group(1));
    }

    /** The same for the value of an {@code Origin} header. */
    static boolean isLoopbackOrigin(String origin) {
        try {
            @Nullable String host = new URI(origin).getHost();
            return host != null && isLoopback(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
