package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import dev.refgate.run.HttpCall.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be sent as a header, and what of it goes on to another origin. */
final class Headers {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

    /** What the connection is made of, which nobody else may say. */
    private static final Set<String> OWN = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** The only ones that say nothing about the caller: any other may be a credential. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "content-type", "user-agent");

    private Headers() {}

    /**
     * @throws BlockException when one cannot be sent as it is; never shows the value
     */
    static void check(List<Header> headers) {
        for (Header header : headers) {
            if (!NAME.matcher(header.name()).matches()) {
                throw refused("a header's name has characters that no name has (expected letters, digits and hyphens)");
            }
            if (OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                throw refused("the header " + header.name() + " is not yours to set: the connection decides it");
            }
            if (!VALUE.matcher(header.value()).matches()) {
                throw refused("the value of the header " + header.name()
                        + " has a line break or another character that no header can hold (expected printable ASCII)");
            }
        }
    }

    /** What of these may be sent to an origin for which they were not meant. */
    static List<Header> harmless(List<Header> headers) {
        return headers.stream()
                .filter(header -> HARMLESS.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** What goes with a request whose body is left behind. */
    static List<Header> withoutBody(List<Header> headers) {
        return headers.stream()
                .filter(header -> !header.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                .toList();
    }

    static Map<String, String> received(org.apache.hc.core5.http.Header[] headers) {
        Map<String, String> received = new LinkedHashMap<>();
        for (org.apache.hc.core5.http.Header header : headers) {
            String value = header.getValue() == null ? "" : header.getValue();
            received.merge(header.getName().toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other);
        }
        return received;
    }

    private static BlockException refused(String why) {
        return new BlockException(why, false);
    }
}
