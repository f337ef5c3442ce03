package dev.refgate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the repositories of a folder over HTTP on a loopback port, by {@code git http-backend}, to whoever has the token;
 * and fails as real servers do, when it is told to.
 */
public final class GitHttpServer implements AutoCloseable {
    static {
        // Without it every answer waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int LARGE = 1 << 16;

    private final Path folder;
    private final String token;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = request -> Answer.FROM_GIT;

    /** How a request is answered. */
    public enum Answer {
        FROM_GIT,
        /** What was asked for is done, and then the connection ends without an answer. */
        CUT,
        /** Of what is large, as objects are, half; the rest not before the server is closed. */
        HALF,
        /** Not before the server is closed. */
        NEVER,
        /** The server has had enough. */
        UNAVAILABLE,
        /** At another address. */
        ELSEWHERE
    }

    /** Chooses the answer to a request such as {@code POST /repo.git/git-receive-pack}. */
    @FunctionalInterface
    public interface Trouble {
        Answer answer(String request);
    }

    private GitHttpServer(Path folder, String token) {
        this.folder = folder;
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static GitHttpServer start(Path folder, String token) {
        return new GitHttpServer(folder, token);
    }

    public String url(String repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    public void trouble(Trouble next) {
        trouble = next;
    }

    /** All requests so far, each as method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What the requests said about who asks. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .ifPresent(authorizations::add);
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (trouble.answer(request)) {
                case FROM_GIT -> answer(exchange, body, false);
                case HALF -> answer(exchange, body, true);
                case CUT -> backend(exchange, body);
                case NEVER -> closed.await();
                case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
                case ELSEWHERE -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1" + exchange.getRequestURI());
                    exchange.sendResponseHeaders(302, -1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, byte[] body, boolean half) throws IOException, InterruptedException {
        if (!isAllowed(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        byte[] output = backend(exchange, body);
        int end = endOfHeaders(output);
        int status = 200;
        for (String line : new String(output, 0, end, StandardCharsets.ISO_8859_1).split("\r\n")) {
            int colon = line.indexOf(':');
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(line.substring(colon + 1).strip().split(" ")[0]);
            } else if (colon > 0) {
                exchange.getResponseHeaders()
                        .set(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        byte[] content = Arrays.copyOfRange(output, Math.min(output.length, end + 4), output.length);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        boolean cut = half && content.length > LARGE;
        exchange.getResponseBody().write(content, 0, cut ? content.length / 2 : content.length);
        if (cut) {
            exchange.getResponseBody().flush();
            closed.await();
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return false;
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        return pair.endsWith(":" + token);
    }

    private byte[] backend(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(Map.of(
                "GIT_CONFIG_GLOBAL",
                "/dev/null",
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "GIT_PROJECT_ROOT",
                folder.toString(),
                "GIT_HTTP_EXPORT_ALL",
                "1",
                "REQUEST_METHOD",
                exchange.getRequestMethod(),
                "PATH_INFO",
                exchange.getRequestURI().getPath(),
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                "REMOTE_USER",
                "somebody",
                "REMOTE_ADDR",
                "127.0.0.1",
                "CONTENT_LENGTH",
                Integer.toString(body.length)));
        header(exchange, "Content-Type").ifPresent(value -> environment.put("CONTENT_TYPE", value));
        header(exchange, "Content-Encoding").ifPresent(value -> environment.put("HTTP_CONTENT_ENCODING", value));
        header(exchange, "Git-Protocol").ifPresent(value -> environment.put("GIT_PROTOCOL", value));
        Process process = builder.start();
        Thread feeder = new Thread(() -> feed(process, body));
        feeder.start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (InputStream from = process.getInputStream()) {
            from.transferTo(output);
        }
        feeder.join();
        process.waitFor();
        return output.toByteArray();
    }

    private static void feed(Process process, byte[] body) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(body);
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static int endOfHeaders(byte[] output) {
        for (int i = 0; i + 3 < output.length; i++) {
            if (output[i] == '\r' && output[i + 1] == '\n' && output[i + 2] == '\r' && output[i + 3] == '\n') {
                return i;
            }
        }
        return output.length;
    }

    /** Pushes that arrived. */
    public List<String> pushes() {
        List<String> pushes = new ArrayList<>(requests());
        pushes.removeIf(request -> !request.endsWith("/git-receive-pack"));
        return pushes;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
