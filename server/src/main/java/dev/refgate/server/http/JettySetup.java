package dev.refgate.server.http;

import dev.refgate.server.limits.SlowClients;
import dev.refgate.server.tls.ServerTls;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Sets up what is below the routes: where to listen, TLS, and what all answers have. */
final class JettySetup {
    /** Of the request line and all headers together, in bytes. */
    private static final int LARGEST_HEAD = 8 << 10;

    /** A connection on which nothing moves, and no run is under way, is closed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Connections that wait to be accepted: the system drops what is beyond, and its client comes again after a second. */
    private static final int WAITING = 1024;

    private final String host;
    private final int port;
    private final Web web;
    private final @Nullable ServerTls tls;
    private final SlowClients slow;
    private final Duration leaving;

    /**
     * @param tls null for plain HTTP; stays the caller's to close, as does {@code slow}
     * @param leaving how long a connection on which nothing moves stays open at the end
     */
    JettySetup(String host, int port, Web web, @Nullable ServerTls tls, SlowClients slow, Duration leaving) {
        this.slow = slow;
        this.leaving = leaving;
        this.host = host;
        this.port = port;
        this.web = web;
        this.tls = tls;
    }

    /**
     * @param lastAnswers how long answers on their way may take at the end
     */
    void apply(JavalinConfig config, Duration lastAnswers) {
        Entrance entrance = new Entrance(new Cors(web.origins()), slow, tls != null && !Loopback.isLoopback(host));
        JsonErrorHandler errors = new JsonErrorHandler(entrance);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(LARGEST_HEAD);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.insertHandler(entrance);
            server.setStopTimeout(lastAnswers.toMillis());
        });
        config.jetty.addConnector(this::connector);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = tls == null ? plain(server, http) : secured(server, http, tls);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(WAITING);
        connector.setShutdownIdleTimeout(leaving.toMillis());
        connector.addBean(slow);
        return connector;
    }

    private static ServerConnector plain(Server server, HttpConfiguration http) {
        return new ServerConnector(server, new HttpConnectionFactory(http));
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, ServerTls tls) {
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory inner = new HttpConnectionFactory(https);
        return new ServerConnector(server, new SslConnectionFactory(tls.factory(), inner.getProtocol()), inner);
    }
}
