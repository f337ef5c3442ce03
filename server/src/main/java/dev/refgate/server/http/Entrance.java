package dev.refgate.server.http;

import dev.refgate.server.limits.SlowClients;
import dev.refgate.server.logging.LogFields;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The way in and out of every request, before there are routes: gives it an id, puts on its answer what all answers have, and
 * answers the questions that browsers ask before they let a page call.
 */
final class Entrance extends Handler.Wrapper {
    static final String REQUEST_ID = "X-Request-Id";

    private static final String ATTRIBUTE = Entrance.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:=+/-]{0,127}");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final HttpField LONG_TERM_TLS =
            new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000");
    private static final List<HttpField> ALWAYS = List.of(
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
            new PreEncodedHttpField(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
            new PreEncodedHttpField("X-Frame-Options", "DENY"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"));

    private final Cors cors;
    private final SlowClients slow;
    private final boolean longTermTls;

    /**
     * @param longTermTls whether browsers may remember that there is TLS here
     */
    Entrance(Cors cors, SlowClients slow, boolean longTermTls) {
        this.cors = cors;
        this.slow = slow;
        this.longTermTls = longTermTls;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        mark(request, response);
        if (cors.isPreflight(request)) {
            response.setStatus(204);
            cors.allowCalls(request, response);
            callback.succeeded();
            return true;
        }
        if (request.getLength() != 0 && !WITHOUT_BODY.contains(request.getMethod())) {
            slow.expectBody(request);
        }
        try (LogFields fields = LogFields.request(id(request))) {
            return super.handle(request, response, callback);
        }
    }

    /** What all answers have; an answer that is begun anew loses it. */
    void mark(Request request, Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, id(request));
        for (HttpField field : ALWAYS) {
            headers.put(field);
        }
        if (longTermTls) {
            headers.put(LONG_TERM_TLS);
        }
        cors.allowReading(request, response);
    }

    /** What this request is called: what the caller says if that is sane, else a name of our own. */
    private static String id(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String given = request.getHeaders().get(REQUEST_ID);
        String id = given != null && SANE.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
