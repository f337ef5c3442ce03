package dev.refgate.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every request first. Where callers need keys, it finds out who calls; only the health routes answer anybody, and hooks bring a
 * signature instead of a key.
 *
 * <p>While callers need no key it keeps web pages out. A page that the user has open can make the browser send requests to
 * this machine; what it cannot do is send JSON to another origin unasked, or choose the {@code Host} header. So a
 * foreign {@code Host} (a name that was rebound to this machine's address), a foreign {@code Origin}, and a body that is
 * not called JSON are refused.
 */
final class Guard implements Handler {
    private static final String JSON = "application/json";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Callers callers;
    private final Cors cors;
    private final Optional<String> open;

    /**
     * @param open the route that anybody may ask, beside those of health; empty for none
     */
    Guard(Callers callers, Cors cors, Optional<String> open) {
        this.open = open;
        this.callers = callers;
        this.cors = cors;
    }

    @Override
    public void handle(Context context) {
        if (!callers.needKeys()) {
            requireLoopbackHost(context.req().getHeader("Host"));
            requireLoopbackOrigin(context.req().getHeader("Origin"));
        }
        String contentType = contentType(context);
        if (context.path().equals(HookHandler.PATH) || isWebhook(context)) {
            return;
        }
        if (!context.path().startsWith("/health/")
                && !open.filter(context.path()::equals).isPresent()) {
            callers.identify(context);
        }
        if (!READING.contains(context.req().getMethod()) && !(callers.needKeys() && hasNoBody(context))) {
            requireJson(contentType);
        }
    }

    /** Others send there what they like, and the token says that they may. */
    private static boolean isWebhook(Context context) {
        return context.path().startsWith("/v1/workflows/");
    }

    private static boolean hasNoBody(Context context) {
        return context.req().getContentLengthLong() <= 0 && context.req().getHeader("Transfer-Encoding") == null;
    }

    private static void requireLoopbackHost(@Nullable String host) {
        if (host == null || !Loopback.isLoopbackAuthority(host)) {
            throw Refusal.of(
                    403, "Host: " + host + " (expected localhost, 127.0.0.1 or [::1]: this server needs no key)");
        }
    }

    private void requireLoopbackOrigin(@Nullable String origin) {
        if (origin != null && !Loopback.isLoopbackOrigin(origin) && !cors.allows(origin)) {
            throw Refusal.of(
                    403,
                    "Origin: " + origin + " (expected none, one on this machine, or one that --cors-origin names)");
        }
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || !isJson(contentType)) {
            throw Refusal.of(415, "Content-Type: " + contentType + " (expected " + JSON + ")");
        }
    }

    /** The type of the body; asking for it fails where its charset is one that nobody knows. */
    private static @Nullable String contentType(Context context) {
        try {
            return context.req().getContentType();
        } catch (IllegalArgumentException e) {
            throw Refusal.of(
                    415,
                    "Content-Type: " + context.req().getHeader("Content-Type") + " (expected " + JSON + ", in UTF-8)");
        }
    }

    private static boolean isJson(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.equals(JSON) || type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }
}
