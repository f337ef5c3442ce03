package dev.refgate.server.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call, and read what they get: those of the origins that were named, compared as they are. Cookies play no
 * part, so browsers are never told to send any; pages send a key like everybody else.
 */
final class Cors {
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            "Access-Control-Expose-Headers",
            "X-Request-Id, Refgate-Run-Id, Refgate-Environment, Refgate-Revision, Refgate-Content, Retry-After, Location,"
                    + " Idempotency-Replayed, Preference-Applied");
    private static final HttpField METHODS = new PreEncodedHttpField("Access-Control-Allow-Methods", "GET, POST");
    private static final HttpField HEADERS = new PreEncodedHttpField(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, Refgate-Trigger, X-Request-Id");
    private static final HttpField AGE = new PreEncodedHttpField("Access-Control-Max-Age", "600");

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    boolean allows(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** Whether a browser asks whether a page may call. Where no origin is named, that is a request like any other. */
    boolean isPreflight(Request request) {
        return !origins.isEmpty()
                && "OPTIONS".equals(request.getMethod())
                && request.getHeaders().contains("Origin")
                && request.getHeaders().contains("Access-Control-Request-Method");
    }

    void allowReading(Request request, Response response) {
        if (origins.isEmpty()) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(VARY);
        String origin = request.getHeaders().get("Origin");
        if (origin != null && origins.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put(EXPOSED);
        }
    }

    void allowCalls(Request request, Response response) {
        if (allows(request.getHeaders().get("Origin"))) {
            response.getHeaders().put(METHODS);
            response.getHeaders().put(HEADERS);
            response.getHeaders().put(AGE);
        }
    }
}
