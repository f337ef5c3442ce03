package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.Refgate;
import dev.refgate.action.Bench.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a server that is to make the move, and what becomes of its answer. */
class ServerMovesTest {
    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Bench bench;
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        bench.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Use use(String... inputs) {
        List<String> all = new ArrayList<>(List.of(
                "server", "http://127.0.0.1:" + server.getAddress().getPort(), "api-key", "k", "on-server", "true"));
        all.addAll(List.of(inputs));
        return bench.use(all.toArray(String[]::new));
    }

    private Map<?, ?> sent() {
        String request = asked.get(0);
        return (Map<?, ?>)
                Refgate.json().read(request.substring(request.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static String dryRun() {
        return "{\"data\": {\"outcome\": \"dry_run\", \"moves\": [{\"workflow\": \"hello\"}], \"gates\": []}}";
    }

    @Test
    void aPromotionIsAskedForWithAllThatTheInputsSay() throws IOException {
        body = dryRun();
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"environment\": \"staging\"}");

        Use promoted = use(
                "command", "promote",
                "to", "staging",
                "workflows", "hello, other",
                "override", "soak",
                "reason", "Ship it",
                "dry-run", "true",
                "plan", plan.toString());

        assertThat(promoted.code()).as(promoted.log()).isZero();
        assertThat(promoted.outputs())
                .containsEntry("verdict", "dry-run")
                .containsEntry("changed-workflows", "[\"hello\"]")
                .doesNotContainKey("deployment-id");
        assertThat(asked.get(0)).startsWith("/v2/environments/staging/promote ");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "workflows",
                        List.of("hello", "other"),
                        "override",
                        List.of("soak"),
                        "reason",
                        "Ship it",
                        "dry_run",
                        true,
                        "release_hold",
                        false,
                        "with_dependencies",
                        false,
                        "plan",
                        Map.of("environment", "staging")));
        assertThat(bench.remote().git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    @Test
    void aRollbackToo() {
        body = dryRun();

        use("command", "rollback", "environment", "production", "steps", "2", "deployment", "dep-1");

        assertThat(asked.get(0)).startsWith("/v2/environments/production/rollback ");
        assertThat(sent()).isEqualTo(Map.of("workflows", List.of(), "dry_run", false, "steps", 2L, "to", "dep-1"));
    }

    @ParameterizedTest
    @CsvSource({"412, 3, failed", "425, 4, pending", "409, 5, stale", "403, 6, error", "404, 1, error", "503, 6, error"
    })
    void aRefusalEndsAsTheCommandsWouldHere(int answered, int code, String verdict) {
        status = answered;
        body = "{\"detail\": \"gate soak: not yet\"}";

        Use promoted = use("command", "promote", "to", "staging");

        assertThat(promoted.code()).as(promoted.log()).isEqualTo(code);
        assertThat(promoted.outputs()).containsEntry("verdict", verdict);
        assertThat(promoted.summary()).contains("gate soak: not yet");
        assertThat(asked).hasSize(1);
    }
}
