package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.action.Bench.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's identity opens a server, and is shown to nobody. */
class IdTokenTest {
    private static final String TOKEN = "eyJhbGciOi.eyJzdWIi.c2ln";

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Bench bench;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> answer(exchange, "{\"value\":\"" + TOKEN + "\"}"));
        server.createContext(
                "/v2/environments",
                exchange -> answer(
                        exchange,
                        "{\"data\":[{\"name\":\"staging\",\"ref\":\"refs/heads/env/staging\",\"commit\":\""
                                + bench.remote().git("rev-parse", "env/staging") + "\"}]}"));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        bench.close();
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Use promote() {
        return bench.use(
                "command",
                "promote",
                "to",
                "staging",
                "wait",
                address(),
                "oidc-audience",
                "https://refgate.example/a b");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void isAskedForOneAudienceAndSentAsTheKey() {
        bench.variable("ACTIONS_ID_TOKEN_REQUEST_URL", address() + "/token?api-version=2.0")
                .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token");

        Use promoted = promote();

        assertThat(promoted.code()).as(promoted.log()).isZero();
        assertThat(asked)
                .containsExactly(
                        "Bearer request-token /token?api-version=2.0&audience=https%3A%2F%2Frefgate.example%2Fa+b",
                        "Bearer " + TOKEN + " /v2/environments");
        assertThat(promoted.log().lines().filter(line -> line.contains(TOKEN))).containsExactly("::add-mask::" + TOKEN);
        assertThat(promoted.summary()).doesNotContain(TOKEN);
    }

    @Test
    void aJobThatMayNotAskMovesNothing() {
        Use promoted = promote();

        assertThat(promoted.code()).isEqualTo(64);
        assertThat(promoted.log()).contains("permissions: id-token: write");
        assertThat(bench.remote().git("for-each-ref", "refs/heads/env")).isEmpty();
        assertThat(asked).isEmpty();
    }
}
