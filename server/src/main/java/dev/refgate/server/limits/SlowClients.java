package dev.refgate.server.limits;

import dev.refgate.server.thread.Daemons;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose clients take too long to send a request: also such that send a byte now and then, which an idle timeout
 * never notices. A connection that has had its first request may be silent between two.
 */
public final class SlowClients implements Connection.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
    private static final int LOOKS = 4;

    /** The attribute of a request whose body was read to its end. */
    public static final String BODY_READ = SlowClients.class.getName();

    private final long limit;
    private final Map<Request, Long> bodies = new ConcurrentHashMap<>();
    private final Map<Connection, Quiet> connections = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Daemons.clock("refgate-slow-clients");

    /** How a connection was when nothing was asked on it: after so many requests, so many bytes, since then. */
    private record Quiet(long requests, long bytes, long since) {}

    /**
     * @param limit how long the head of a request may take, and its body once more
     */
    public SlowClients(Duration limit) {
        this.limit = limit.toNanos();
        long pause = Math.max(1, Math.min(1_000, limit.toMillis() / LOOKS));
        clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            connections.put(connection, new Quiet(0, 0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** The request has a body, which somebody will read, and mark as read. */
    public void expectBody(Request request) {
        bodies.put(request, System.nanoTime());
        Request.addCompletionListener(request, failure -> bodies.remove(request));
    }

    private void look() {
        long now = System.nanoTime();
        bodies.forEach((request, since) -> {
            if (request.getAttribute(BODY_READ) != null) {
                bodies.remove(request);
            } else if (now - since > limit) {
                close(request.getConnectionMetaData().getConnection());
            }
        });
        connections.forEach((connection, before) -> {
            boolean asked = connection.getMessagesIn() != connection.getMessagesOut();
            boolean another = connection.getMessagesIn() != before.requests();
            boolean silent = before.requests() > 0 && connection.getBytesIn() == before.bytes();
            if (asked || another || silent) {
                Quiet quiet = new Quiet(connection.getMessagesIn(), connection.getBytesIn(), now);
                connections.replace(connection, before, quiet);
            } else if (now - before.since() > limit) {
                close(connection);
            }
        });
    }

    private static void close(Connection connection) {
        LOG.debug("a client took too long: {}", connection.getEndPoint());
        connection.getEndPoint().close();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
