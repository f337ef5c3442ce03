package dev.refgate.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One pull request's worth of GitHub, over a real repository: enough for a command to open, find and check it. */
public final class ForgeStub implements AutoCloseable {
    private final PlainGit git;
    private final HttpServer server;
    private final List<Map<String, Object>> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private volatile Map<String, Object> opened = Map.of();

    public ForgeStub(PlainGit git) throws IOException {
        this.git = git;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::handle);
        this.server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The bodies that were posted. */
    public List<Map<String, Object>> received() {
        return List.copyOf(received);
    }

    /** What was sent as {@code Authorization}. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean post = exchange.getRequestMethod().equals("POST");
            String path = exchange.getRequestURI().getPath();
            if (post) {
                received.add((Map<String, Object>) Json.read(body));
            }
            if (post && path.endsWith("/pulls")) {
                opened = received.get(received.size() - 1);
            }
            Object answer = path.contains("/statuses/")
                    ? Map.of()
                    : path.endsWith("/pulls") && !post ? (opened.isEmpty() ? List.of() : List.of(pull())) : pull();
            byte[] text = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(post ? 201 : 200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Map<String, Object> pull() {
        String head = String.valueOf(opened.get("head"));
        Map<String, Object> repository = Map.of("full_name", "acme/flows");
        return Map.of(
                "number",
                7L,
                "html_url",
                "https://github.example/acme/flows/pull/7",
                "state",
                "open",
                "draft",
                opened.getOrDefault("draft", false),
                "head",
                Map.of("ref", head, "sha", git.git("rev-parse", head), "repo", repository),
                "base",
                Map.of("ref", String.valueOf(opened.get("base"))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
