package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL leads to, read strictly: whatever two programs could read differently is refused.
 *
 * @param scheme http or https
 * @param host a name in ASCII and small letters, or an address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param path what is asked for: the path and the query, in ASCII
 */
record Target(String scheme, String host, int port, String path) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@/?#%\\\\]+)(?::([0-9]*))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.(?!$)|$))+");

    /**
     * Reads an absolute URL.
     *
     * @throws BlockException when it is none, or not one to call; never shows more of it than scheme and host
     */
    static Target of(String url) {
        URI uri = uri(url.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme)) {
            throw refused(
                    "expected http:// or https:// and a host" + (scheme.isEmpty() ? "" : ", found " + scheme + ":"));
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.indexOf('@') >= 0) {
            throw refused("expected no user name or password before the host; send them in a header");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw refused("expected a host, and a port at most, after " + scheme + "://");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(scheme, host(parts.group(1)), port(scheme, parts.group(2)), percentEncoded(path + query));
    }

    /**
     * Where a redirect leads from here.
     *
     * @throws BlockException when that is no URL to call
     */
    Target resolve(String location) {
        return of(uri(origin() + path).resolve(uri(location.strip())).toString());
    }

    /** The port, where it has to be said; else -1. */
    int statedPort() {
        return port == usualPort(scheme) ? -1 : port;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    boolean isSameOrigin(Target other) {
        return origin().equals(other.origin());
    }

    /** Who is called, without what may be secret: {@code https://api.example}, with the port unless it is the usual one. */
    String origin() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme + "://" + name + (port == usualPort(scheme) ? "" : ":" + port);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused("it is not well formed; values in its path or query need the filter urlencode");
        }
    }

    /** Letters beyond ASCII may stand in a URL that people write, but are never sent. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (unit >= 0) {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return encoded.toString();
    }

    private static String host(String written) {
        if (written.startsWith("[")) {
            return written.substring(1, written.length() - 1).toLowerCase(Locale.ROOT);
        }
        String host = ascii(written);
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean numeric = NUMBER.matcher(last).matches();
        if (numeric ? !IPV4.matcher(host).matches() : !NAME.matcher(host).matches()) {
            throw refused("the host is " + (numeric ? "an address in an unusual form" : "no name")
                    + " (expected a name, or an address such as 192.0.2.1 or [2001:db8::1])");
        }
        return host;
    }

    private static String ascii(String written) {
        try {
            String host = IDN.toASCII(written).toLowerCase(Locale.ROOT);
            return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        } catch (IllegalArgumentException e) {
            throw refused("the host is no name that can be looked up");
        }
    }

    private static int port(String scheme, @Nullable String written) {
        if (written == null || written.isEmpty()) {
            return usualPort(scheme);
        }
        int port = written.length() > 5 ? 0 : Integer.parseInt(written);
        if (port < 1 || port > LARGEST_PORT) {
            throw refused("the port is none (expected 1 to " + LARGEST_PORT + ")");
        }
        return port;
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    private static BlockException refused(String why) {
        return new BlockException("the URL is refused: " + why, false);
    }
}
