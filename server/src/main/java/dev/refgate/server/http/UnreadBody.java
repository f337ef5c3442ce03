package dev.refgate.server.http;

import dev.refgate.server.limits.SlowClients;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Bodies that nobody read. A connection that is closed while a body is on its way is reset, and what was answered on it is
 * lost with that; so what comes soon is read and dropped before the answer. When more is to come the connection ends with
 * the answer, and the client is told: one that sent its next request on it would get no answer.
 */
final class UnreadBody {
    private static final String READ = SlowClients.BODY_READ;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    /** What the answer to such a body says. */
    static final String TOO_LARGE = "body: too large (expected at most " + HttpServer.MAXIMUM_BODY + " bytes)";

    /** What is dropped of a body, at most. */
    private static final long DROPPED = 16L * HttpServer.MAXIMUM_BODY;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_MILLIS = 2;

    private UnreadBody() {}

    /** The whole body, up to the limit of requests; one that says that it is longer is not waited for. */
    static byte[] read(Context context) throws IOException {
        long length = context.req().getContentLengthLong();
        if (length > HttpServer.MAXIMUM_BODY) {
            throw Refusal.of(413, TOO_LARGE);
        }
        byte[] body = length < 0
                ? context.bodyAsBytes()
                : context.req().getInputStream().readNBytes((int) length);
        wasRead(context);
        return body;
    }

    /** Somebody read it to its end. */
    static void wasRead(Context context) {
        context.req().setAttribute(READ, true);
    }

    /** Before an answer: says that the connection ends with it, when a body may still be on its way. */
    static void announce(Context context) {
        HttpServletRequest request = context.req();
        boolean done = !hasBody(request) || request.getAttribute(READ) != null;
        if (!done && !context.res().isCommitted() && !isDropped(request)) {
            context.res().setHeader("Connection", "close");
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return !WITHOUT_BODY.contains(request.getMethod())
                && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
    }

    /** Reads what comes, until its end, or until the client has had its time; never waits for one that is silent. */
    private static boolean isDropped(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return false;
        }
        try {
            return drop(ServletContextRequest.getServletContextRequest(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean drop(Request request) throws InterruptedException {
        long begin = System.nanoTime();
        long last = begin;
        long count = 0;
        while (true) {
            long now = System.nanoTime();
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                Thread.sleep(LOOK_MILLIS);
            } else {
                count += chunk.remaining();
                last = now;
                chunk.release();
                if (chunk.isLast()) {
                    return !Content.Chunk.isFailure(chunk);
                }
            }
            if (count > DROPPED || now - begin > LONGEST_NANOS || now - last > SILENCE_NANOS) {
                return false;
            }
        }
    }
}
