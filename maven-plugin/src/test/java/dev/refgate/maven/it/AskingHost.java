package dev.refgate.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host on a loopback port that asks everybody for a password, and takes none. */
public final class AskingHost {
    private final HttpServer server;
    private final List<String> given = new CopyOnWriteArrayList<>();

    private AskingHost(HttpServer server) {
        this.server = server;
    }

    public static AskingHost start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AskingHost host = new AskingHost(server);
            server.createContext("/", exchange -> {
                String header = exchange.getRequestHeaders().getFirst("Authorization");
                if (header != null) {
                    host.given.add(header);
                }
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"workflows\"");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            });
            server.start();
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Ends, and says whether it was given this user and password, and nothing else. */
    public void wasGiven(String user, String password) {
        server.stop(0);
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        assertThat(given).isNotEmpty().containsOnly("Basic " + pair);
    }
}
