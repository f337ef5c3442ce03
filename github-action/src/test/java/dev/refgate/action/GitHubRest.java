package dev.refgate.action;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.Refgate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of GitHub's REST API that the action uses, on loopback, below {@code /api/v3} as an Enterprise Server has it. Checks
 * each request against its published shape. The token is that of a job: it belongs to an app.
 */
final class GitHubRest implements AutoCloseable {
    static final String TOKEN = "ghs_0123456789abcdef";
    private static final String BOT = "github-actions[bot]";
    private static final String ROOT = "/api/v3/repos/acme/flows/";
    private static final Pattern COMMENTS = Pattern.compile("issues/([0-9]+)/comments");
    private static final Pattern COMMENT = Pattern.compile("issues/comments/([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("statuses/([0-9a-f]{40})");
    private static final Pattern UPDATE = Pattern.compile("deployments/([0-9]+)/statuses");

    private final HttpServer server;
    private final Map<Long, Comment> comments = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, Object>> statuses = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, Object>> deployments = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean readOnly;

    /** A comment on a pull request. */
    record Comment(long id, int pull, String author, String type, String body) {}

    GitHubRest() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3";
    }

    /** From here on the token may write nothing, as that of a fork's pull request. */
    void onlyRead() {
        readOnly = true;
    }

    Comment commentBy(String author, String type, int pull, String body) {
        Comment comment = new Comment(9_000_000_000L + comments.size(), pull, author, type, body);
        comments.put(comment.id(), comment);
        return comment;
    }

    List<Comment> comments() {
        return List.copyOf(comments.values());
    }

    /** The comment of the action; fails when there is not exactly one. */
    Comment comment() {
        List<Comment> own =
                comments().stream().filter(each -> each.author().equals(BOT)).toList();
        if (own.size() != 1) {
            throw new AssertionError(own.size() + " comments of the action's: " + own);
        }
        return own.get(0);
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    List<Map<String, Object>> statuses() {
        return List.copyOf(statuses);
    }

    /** Deployments and their statuses, in the order in which they came. */
    List<Map<String, Object>> deployments() {
        return List.copyOf(deployments);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    private record Reply(int status, Object value) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            Reply reply;
            try {
                reply = reply(exchange, body);
            } catch (RuntimeException e) {
                violations.add("the double failed: " + e);
                reply = new Reply(500, Map.of());
            }
            byte[] text = Refgate.json().write(reply.value()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Reply reply(HttpExchange exchange, byte[] body) {
        header(exchange, "Accept", "application/vnd.github+json");
        header(exchange, "X-GitHub-Api-Version", "2022-11-28");
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Reply(401, Map.of("message", "Bad credentials"));
        }
        boolean get = exchange.getRequestMethod().equals("GET");
        if (path.equals("/api/v3/user") || (readOnly && !get)) {
            return new Reply(403, Map.of("message", "Resource not accessible by integration"));
        }
        if (!path.startsWith(ROOT)) {
            return new Reply(404, Map.of("message", "Not Found"));
        }
        String rest = path.substring(ROOT.length());
        return get ? list(rest, exchange) : write(exchange.getRequestMethod(), rest, object(exchange, body));
    }

    private Reply list(String rest, HttpExchange exchange) {
        Matcher matcher = COMMENTS.matcher(rest);
        Matcher query = Pattern.compile("per_page=([0-9]+)&page=([0-9]+)")
                .matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        if (!matcher.matches() || !query.matches()) {
            return unknown("GET " + rest);
        }
        int size = Integer.parseInt(query.group(1));
        check(size >= 1 && size <= 100, "per_page: " + size);
        return new Reply(
                200,
                comments().stream()
                        .filter(each -> each.pull() == Integer.parseInt(matcher.group(1)))
                        .skip((long) size * (Integer.parseInt(query.group(2)) - 1))
                        .limit(size)
                        .map(GitHubRest::value)
                        .toList());
    }

    private Reply write(String method, String rest, Map<String, Object> body) {
        Matcher comments = COMMENTS.matcher(rest);
        Matcher comment = COMMENT.matcher(rest);
        Matcher update = UPDATE.matcher(rest);
        if (method.equals("PATCH") && comment.matches()) {
            require(RequestShape.COMMENT, body);
            long id = Long.parseLong(comment.group(1));
            Comment changed =
                    new Comment(id, this.comments.get(id).pull(), BOT, "Bot", String.valueOf(body.get("body")));
            this.comments.put(id, changed);
            return new Reply(200, value(changed));
        }
        if (method.equals("POST") && comments.matches()) {
            require(RequestShape.COMMENT, body);
            int pull = Integer.parseInt(comments.group(1));
            return new Reply(201, value(commentBy(BOT, "Bot", pull, String.valueOf(body.get("body")))));
        }
        if (method.equals("POST") && STATUS.matcher(rest).matches()) {
            require(RequestShape.STATUS, body);
            statuses.add(with(body, "sha", rest.substring("statuses/".length())));
            return new Reply(201, Map.of("id", 1L));
        }
        if (method.equals("POST") && rest.equals("deployments")) {
            require(RequestShape.DEPLOYMENT, body);
            check(Boolean.FALSE.equals(body.get("auto_merge")), "auto_merge merges the default branch by default");
            deployments.add(body);
            return new Reply(201, Map.of("id", 5_000_000_000L + deployments.size()));
        }
        if (method.equals("POST") && update.matches()) {
            require(RequestShape.DEPLOYMENT_STATUS, body);
            deployments.add(with(body, "id", update.group(1)));
            return new Reply(201, Map.of("id", 1L));
        }
        return unknown(method + " " + rest);
    }

    private static Map<String, Object> with(Map<String, Object> body, String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        more.put(key, value);
        return more;
    }

    private Reply unknown(String what) {
        violations.add("no such route: " + what);
        return new Reply(404, Map.of("message", "Not Found"));
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private Map<String, Object> object(HttpExchange exchange, byte[] body) {
        header(exchange, "Content-Type", "application/json; charset=utf-8");
        return (Map<String, Object>) Refgate.json().read(body);
    }

    private void require(RequestShape shape, Map<String, Object> body) {
        violations.addAll(shape.violations(body));
    }

    private void header(HttpExchange exchange, String name, String value) {
        String sent = exchange.getRequestHeaders().getFirst(name);
        check(value.equals(sent), name + ": " + sent);
    }

    private void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    private static Map<String, Object> value(Comment comment) {
        return Map.of(
                "id",
                comment.id(),
                "body",
                comment.body(),
                "html_url",
                "https://github.example/acme/flows/pull/" + comment.pull() + "#issuecomment-" + comment.id(),
                "user",
                Map.of("login", comment.author(), "type", comment.type()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
