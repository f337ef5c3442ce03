package dev.refgate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.document.JsonFormat;
import dev.refgate.internal.yaml.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of GitHub's REST API that has to do with pull requests and commit statuses, as GitHub publishes it, over a real
 * repository: branches and commits are those that are there. It refuses what GitHub refuses, and notes what a client must
 * not send.
 */
public final class GitHubDouble implements AutoCloseable {
    public static final String REPOSITORY = "acme/flows";
    public static final String TOKEN = "ghp_0123456789abcdef";

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_BODY = 65_536;
    private static final int LONGEST_DESCRIPTION = 140;
    private static final Pattern PULL = Pattern.compile("/repos/acme/flows/pulls/([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("/repos/acme/flows/statuses/([0-9a-f]{40})");

    private final GitRepo git;
    private final JsonFormat json = new Json();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Integer, Pull> pulls = Collections.synchronizedMap(new TreeMap<>());
    private final List<Status> statuses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Fault> faults = new ArrayDeque<>();

    /** A pull request; {@code repository} is where its head is. */
    public record Pull(
            int number,
            String title,
            String body,
            boolean draft,
            String head,
            String repository,
            String base,
            String sha,
            String state,
            boolean merged) {}

    /** A status that was posted. */
    public record Status(String sha, String state, String context, String description, String target) {}

    /** Something else than the answer: {@code body} null for nothing ever. */
    private record Fault(int status, Map<String, String> headers, String body, boolean after) {}

    private GitHubDouble(GitRepo git) {
        this.git = git;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Over the branches of a repository. */
    public static GitHubDouble over(GitRepo git) {
        return new GitHubDouble(git);
    }

    /** The base of its API, in the form of an Enterprise Server's. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3");
    }

    /** The next call gets this instead of an answer. */
    public GitHubDouble next(int status, Map<String, String> headers, String body) {
        synchronized (faults) {
            faults.add(new Fault(status, headers, body, false));
        }
        return this;
    }

    /** The next call gets no answer. */
    public GitHubDouble hang() {
        return next(0, Map.of(), "");
    }

    /** The next call is carried out, and its answer is this. */
    public GitHubDouble loseAnswer(int status) {
        synchronized (faults) {
            faults.add(new Fault(status, Map.of(), "{}", true));
        }
        return this;
    }

    /** The calls so far: method and path without query. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** What no client may send; to be empty. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    public List<Status> statuses() {
        return List.copyOf(statuses);
    }

    public Pull pull(int number) {
        Pull pull = pulls.get(number);
        if (pull == null) {
            throw new IllegalArgumentException("no pull request #" + number);
        }
        return pull;
    }

    public List<Pull> pulls() {
        return List.copyOf(pulls.values());
    }

    /** A pull request that a person opened. */
    public int openByHand(String head, String base) {
        return open("By hand", "", false, head, REPOSITORY, base).number();
    }

    /** A pull request whose head is in another repository, and here only below {@code refs/pull}. */
    public int openFromFork(String head, String sha, String base) {
        int number = pulls.size() + 1;
        pulls.put(number, new Pull(number, "Fork", "", false, head, "eve/flows", base, sha, "open", false));
        return number;
    }

    /** It was closed, or merged. */
    public void close(int number, boolean merged) {
        Pull old = pull(number);
        pulls.put(
                number,
                new Pull(
                        number,
                        old.title(),
                        old.body(),
                        old.draft(),
                        old.head(),
                        old.repository(),
                        old.base(),
                        old.sha(),
                        "closed",
                        merged));
    }

    private Pull open(String title, String body, boolean draft, String head, String repository, String base) {
        int number = pulls.size() + 1;
        Pull pull = new Pull(number, title, body, draft, head, repository, base, tip(head), "open", false);
        pulls.put(number, pull);
        return pull;
    }

    private String tip(String branch) {
        return git.git("for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            calls.add(exchange.getRequestMethod() + " " + path);
            Fault fault;
            synchronized (faults) {
                fault = faults.poll();
            }
            if (fault == null) {
                answer(exchange, path, body);
            } else {
                fail(exchange, fault, path, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            violations.add("the double failed: " + e);
        }
    }

    private void fail(HttpExchange exchange, Fault fault, String path, byte[] body)
            throws IOException, InterruptedException {
        if (fault.status() == 0) {
            closed.await();
            return;
        }
        if (fault.after()) {
            route(exchange, path.substring("/api/v3".length()), body);
        }
        fault.headers().forEach(exchange.getResponseHeaders()::add);
        send(exchange, fault.status(), fault.body());
    }

    private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        requireHeaders(exchange);
        if (!path.startsWith("/api/v3/repos/acme/flows/")) {
            send(exchange, 404, "{\"message\":\"Not Found\",\"status\":\"404\"}");
            return;
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"message\":\"Bad credentials\",\"status\":\"401\"}");
            return;
        }
        Reply reply = route(exchange, path.substring("/api/v3".length()), body);
        send(exchange, reply.status(), json.write(reply.value()));
    }

    private void requireHeaders(HttpExchange exchange) {
        Map<String, String> expected = Map.of(
                "Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28", "User-Agent", "refgate");
        expected.forEach((name, value) -> check(
                value.equals(exchange.getRequestHeaders().getFirst(name)),
                name + ": " + exchange.getRequestHeaders().getFirst(name)));
    }

    private record Reply(int status, Object value) {}

    private Reply route(HttpExchange exchange, String path, byte[] body) {
        boolean post = exchange.getRequestMethod().equals("POST");
        Matcher pull = PULL.matcher(path);
        Matcher status = STATUS.matcher(path);
        if (path.equals("/repos/acme/flows/pulls")) {
            return post ? create(object(exchange, body)) : list(query(exchange));
        }
        if (pull.matches() && !post) {
            Pull found = pulls.get(Integer.parseInt(pull.group(1)));
            return found == null ? new Reply(404, Map.of("message", "Not Found")) : new Reply(200, value(found));
        }
        if (status.matches() && post) {
            return status(status.group(1), object(exchange, body));
        }
        violations.add("no such route: " + exchange.getRequestMethod() + " " + path);
        return new Reply(404, Map.of("message", "Not Found"));
    }

    @SuppressWarnings("unchecked") // the parser's maps have such keys
    private Map<String, Object> object(HttpExchange exchange, byte[] body) {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        check(type.startsWith("application/json"), "Content-Type: " + type);
        return (Map<String, Object>) json.read(body);
    }

    private Reply create(Map<String, Object> request) {
        allowOnly(
                request,
                Set.of("title", "head", "head_repo", "base", "body", "maintainer_can_modify", "draft", "issue"));
        String title = text(request, "title");
        String head = text(request, "head");
        String base = text(request, "base");
        String body = request.containsKey("body") ? text(request, "body") : "";
        check(!request.containsKey("draft") || request.get("draft") instanceof Boolean, "draft is no boolean");
        check(!title.isBlank() && title.length() <= LONGEST_TITLE, "title: " + title);
        check(body.codePointCount(0, body.length()) <= LONGEST_BODY, "body: " + body.length());
        if (tip(base).isEmpty()) {
            return unprocessable(Map.of("resource", "PullRequest", "field", "base", "code", "invalid"));
        }
        if (tip(head).isEmpty()) {
            return unprocessable(Map.of("resource", "PullRequest", "field", "head", "code", "invalid"));
        }
        if (git.git("rev-list", "-1", "refs/heads/" + base + "..refs/heads/" + head)
                .isEmpty()) {
            return unprocessable(Map.of(
                    "resource",
                    "PullRequest",
                    "code",
                    "custom",
                    "message",
                    "No commits between " + base + " and " + head));
        }
        if (pulls.values().stream()
                .anyMatch(each -> each.state().equals("open")
                        && each.head().equals(head)
                        && each.base().equals(base))) {
            return unprocessable(Map.of(
                    "resource",
                    "PullRequest",
                    "code",
                    "custom",
                    "message",
                    "A pull request already exists for acme:" + head + "."));
        }
        boolean draft = Boolean.TRUE.equals(request.get("draft"));
        return new Reply(201, value(open(title, body, draft, head, REPOSITORY, base)));
    }

    private static Reply unprocessable(Map<String, Object> error) {
        return new Reply(422, Map.of("message", "Validation Failed", "errors", List.of(error), "status", "422"));
    }

    private Reply list(Map<String, String> query) {
        allowOnly(query, Set.of("state", "head", "base", "sort", "direction", "per_page", "page"));
        check(Set.of("open", "closed", "all").contains(query.getOrDefault("state", "open")), "state: " + query);
        int most = Integer.parseInt(query.getOrDefault("per_page", "30"));
        check(most >= 1 && most <= 100, "per_page: " + most);
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        check(page >= 1, "page: " + page);
        String head = query.get("head");
        check(head == null || head.contains(":"), "head without its owner matches everything: " + head);
        List<Pull> found = new ArrayList<>(pulls.values());
        Collections.reverse(found);
        return new Reply(
                200,
                found.stream()
                        .filter(each -> each.state().equals(query.getOrDefault("state", "open")))
                        .filter(each ->
                                head == null || (each.repository().split("/")[0] + ":" + each.head()).equals(head))
                        .filter(each -> query.get("base") == null || each.base().equals(query.get("base")))
                        .skip((long) most * (page - 1))
                        .limit(most)
                        .map(this::value)
                        .toList());
    }

    private Reply status(String sha, Map<String, Object> request) {
        allowOnly(request, Set.of("state", "target_url", "description", "context"));
        String state = text(request, "state");
        String description = text(request, "description");
        String context = text(request, "context");
        Object target = request.get("target_url");
        check(Set.of("error", "failure", "pending", "success").contains(state), "state: " + state);
        check(description.length() <= LONGEST_DESCRIPTION, "description: " + description.length());
        check(!context.isBlank() && context.length() <= 255, "context: " + context);
        check(target == null || String.valueOf(target).matches("https?://.*"), "target_url: " + target);
        if (!git.git("cat-file", "--batch-all-objects", "--batch-check").contains(sha + " commit")) {
            return new Reply(422, Map.of("message", "No commit found for SHA: " + sha, "status", "422"));
        }
        statuses.add(new Status(sha, state, context, description, target == null ? "" : String.valueOf(target)));
        return new Reply(
                201,
                Map.of("id", 1L, "state", state, "description", description, "context", context, "creator", Map.of()));
    }

    private Map<String, Object> value(Pull pull) {
        String sha =
                pull.repository().equals(REPOSITORY) && pull.state().equals("open") ? tip(pull.head()) : pull.sha();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", 1_000_000L + pull.number());
        value.put("number", (long) pull.number());
        value.put("html_url", "https://github.example/acme/flows/pull/" + pull.number());
        value.put("state", pull.state());
        value.put("title", pull.title());
        value.put("body", pull.body());
        value.put("draft", pull.draft());
        value.put("merged_at", pull.merged() ? "2026-03-02T10:00:00Z" : null);
        value.put("head", side(pull.head(), sha, pull.repository()));
        value.put("base", side(pull.base(), tip(pull.base()), REPOSITORY));
        return value;
    }

    private static Map<String, Object> side(String ref, String sha, String repository) {
        return Map.of(
                "label",
                repository.split("/")[0] + ":" + ref,
                "ref",
                ref,
                "sha",
                sha,
                "repo",
                Map.of("full_name", repository));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private String text(Map<String, Object> request, String key) {
        check(request.get(key) instanceof String, key + " is no text: " + request.get(key));
        return String.valueOf(request.get(key));
    }

    private void allowOnly(Map<String, ?> request, Set<String> keys) {
        check(keys.containsAll(request.keySet()), "unknown keys: " + request.keySet());
    }

    private void check(boolean fine, String violation) {
        if (!fine) {
            violations.add(violation);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
