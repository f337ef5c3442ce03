package dev.refgate.server.http;

import dev.refgate.server.limits.SlowClients;
import io.javalin.http.Context;
import java.util.Set;

/**
 * Bodies that nobody read. After an answer to such a request the connection cannot go on, and the client has to be told: one
 * that sent its next request on it would get no answer.
 */
final class UnreadBody {
    private static final String READ = SlowClients.BODY_READ;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    /** What the answer to such a body says. */
    static final String TOO_LARGE = "body: too large (expected at most " + HttpServer.MAXIMUM_BODY + " bytes)";

    private UnreadBody() {}

    /** The whole body, up to the limit of requests; one that says that it is longer is not waited for. */
    static byte[] read(Context context) {
        if (context.req().getContentLengthLong() > HttpServer.MAXIMUM_BODY) {
            throw Refusal.of(413, TOO_LARGE);
        }
        byte[] body = context.bodyAsBytes();
        wasRead(context);
        return body;
    }

    /** Somebody read it to its end. */
    static void wasRead(Context context) {
        context.req().setAttribute(READ, true);
    }

    /** Before an answer: says that the connection ends with it, when a body may still be on its way. */
    static void announce(Context context) {
        boolean done = WITHOUT_BODY.contains(context.req().getMethod())
                || context.req().getAttribute(READ) != null;
        if (!done && !context.res().isCommitted()) {
            context.res().setHeader("Connection", "close");
        }
    }
}
