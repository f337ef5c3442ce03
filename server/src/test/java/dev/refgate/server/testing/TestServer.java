package dev.refgate.server.testing;

import dev.refgate.Refgate;
import dev.refgate.environment.Settings;
import dev.refgate.server.access.Access;
import dev.refgate.server.access.AuditLog;
import dev.refgate.server.access.KeyRing;
import dev.refgate.server.access.Keys;
import dev.refgate.server.access.Scope;
import dev.refgate.server.access.Tokens;
import dev.refgate.server.database.Database;
import dev.refgate.server.documents.DatabaseDocuments;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.DatabaseRunLog;
import dev.refgate.server.runlog.Retention;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.server.webhook.Webhooks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server on a free port, and clients of it. */
public final class TestServer implements AutoCloseable {
    /** Between two looks at schedules: as soon as a test has set the clock. */
    private static final Duration SCHEDULES = Duration.ofMillis(50);

    /** Clients of tests keep their connections, which nobody uses any more when the server stops. */
    private static final Duration LEAVING = Duration.ofMillis(50);

    private final Refgate refgate;
    private final HttpServer server;
    private final @Nullable Database database;
    private final RunLog log;
    private final @Nullable KeyRing ring;
    private final Map<String, String> keys;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(
            Path repository,
            Refgate.Options options,
            HttpServer.Options server,
            @Nullable Database database,
            Map<String, String> keys) {
        this(repository, options, server, database, keys, Clock.systemUTC());
    }

    private TestServer(
            Path repository,
            Refgate.Options options,
            HttpServer.Options server,
            @Nullable Database database,
            Map<String, String> keys,
            Clock clock) {
        this(
                Refgate.open(
                        repository,
                        database == null ? options : options.with(new DatabaseDocuments(database, Clock.systemUTC()))),
                server,
                database,
                Clock.systemUTC(),
                keys,
                Tokens.NONE,
                clock);
    }

    /**
     * @param schedules what schedules go by
     */
    private TestServer(
            Refgate refgate,
            HttpServer.Options server,
            @Nullable Database database,
            Clock clock,
            Map<String, String> keys,
            Tokens tokens,
            Clock schedules) {
        this.refgate = refgate;
        this.database = database;
        this.log = database == null ? RunLog.none() : new DatabaseRunLog(database, Retention.DEFAULT, clock);
        this.keys = keys;
        this.ring = !keys.isEmpty()
                ? new KeyRing(new Keys(Objects.requireNonNull(database), clock), Optional.empty(), clock)
                : null;
        AuditLog audit = new AuditLog(database);
        Access access = ring == null
                ? Access.withoutKeys(audit)
                : Access.withKeys(ring, audit).trusting(tokens);
        this.server = HttpServer.start(
                refgate,
                "127.0.0.1",
                0,
                server.with(server.timing().withLeaving(LEAVING))
                        .with(log)
                        .with(access)
                        .with(database == null ? null : new Webhooks(database, Clock.systemUTC()))
                        .with(database == null ? null : new ScheduleStorage(database, schedules, SCHEDULES)));
    }

    /** With a run log in {@code data}, and schedules that go by {@code clock}. */
    public static TestServer serve(Path repository, Map<String, String> variables, Path data, Clock clock) {
        return new TestServer(
                repository,
                options(variables),
                HttpServer.Options.defaults(),
                Database.embedded(data),
                Map.of(),
                clock);
    }

    /** One more server on the database of another one that is running, as servers share one of PostgreSQL. */
    public static TestServer serveBeside(Path repository, Path data, Clock clock) {
        return new TestServer(
                repository, options(Map.of()), HttpServer.Options.defaults(), Database.beside(data), Map.of(), clock);
    }

    /** With a run log in {@code data}. */
    public static TestServer serve(Path repository, Map<String, String> variables, Path data) {
        return new TestServer(
                repository, options(variables), HttpServer.Options.defaults(), Database.embedded(data), Map.of());
    }

    /** The same, with a clock that a test sets. */
    public static TestServer serve(Path repository, Path data, Clock clock) {
        return new TestServer(
                Refgate.open(repository, options(Map.of(), clock)),
                HttpServer.Options.defaults(),
                Database.embedded(data, clock),
                clock,
                Map.of(),
                Tokens.NONE,
                clock);
    }

    /** With a run log in {@code data}, and other settings. */
    public static TestServer serve(Path repository, HttpServer.Options options, Path data) {
        return new TestServer(repository, Refgate.Options.defaults(), options, Database.embedded(data), Map.of());
    }

    /** One more server on the run log of another one that is running, as servers share a PostgreSQL database. */
    public static TestServer serveBeside(Path repository, Path data) {
        return new TestServer(
                repository, options(Map.of()), HttpServer.Options.defaults(), Database.beside(data), Map.of());
    }

    /**
     * With a run log in {@code data}, and for callers with keys alone.
     *
     * @param keys names and scopes of the keys that there are from the start
     */
    public static TestServer serveWithKeys(Path repository, Path data, Map<String, String> keys) {
        return serveWithKeys(repository, Map.of(), data, keys);
    }

    /** The same, with settings. */
    public static TestServer serveWithKeys(
            Path repository, Map<String, String> variables, Path data, Map<String, String> keys) {
        Database database = Database.embedded(data);
        return new TestServer(
                repository, options(variables), HttpServer.Options.defaults(), database, keys(database, keys));
    }

    /** The same, where heads of pull requests may be run. */
    public static TestServer servePreviews(
            Path repository, Map<String, String> variables, Path data, Map<String, String> keys) {
        Database database = Database.embedded(data);
        return new TestServer(
                repository,
                options(variables).withPreviews(true),
                HttpServer.Options.defaults(),
                database,
                keys(database, keys));
    }

    /** The same, where workflows may be run that come with the call. */
    public static TestServer serveEphemerals(
            Path repository, Map<String, String> variables, Path data, Map<String, String> keys) {
        Database database = Database.embedded(data);
        return new TestServer(
                repository,
                options(variables).withEphemerals(true),
                HttpServer.Options.defaults(),
                database,
                keys(database, keys));
    }

    private static Map<String, String> keys(Database database, Map<String, String> keys) {
        Map<String, String> texts = new HashMap<>();
        keys.forEach((name, scope) -> texts.put(
                name,
                new Keys(database, Clock.systemUTC())
                        .create(name, Set.of(Scope.parse(scope)), Optional.empty())
                        .text()));
        return texts;
    }

    /** The addresses by which others start runs. */
    public Webhooks webhooks() {
        return new Webhooks(Objects.requireNonNull(database), Clock.systemUTC());
    }

    /** Of what is open already; it is closed with the server. */
    public static TestServer serve(Refgate refgate, HttpServer.Options options) {
        return new TestServer(refgate, options, null, Clock.systemUTC(), Map.of(), Tokens.NONE, Clock.systemUTC());
    }

    /**
     * The same with a log, for callers with keys alone.
     *
     * @param keys names and scopes of the keys that there are from the start
     */
    public static TestServer serveWithKeys(
            Refgate refgate, HttpServer.Options options, Path data, Map<String, String> keys) {
        return serveWithTokens(refgate, options, data, keys, Tokens.NONE);
    }

    /** The same for callers, too, who come with tokens of others. */
    public static TestServer serveWithTokens(
            Refgate refgate, HttpServer.Options options, Path data, Map<String, String> keys, Tokens tokens) {
        Database database = Database.embedded(data);
        return new TestServer(
                refgate, options, database, Clock.systemUTC(), keys(database, keys), tokens, Clock.systemUTC());
    }

    /** A key that was there from the start. */
    public String key(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    public static TestServer serve(Path repository) {
        return serve(repository, HttpServer.Options.defaults());
    }

    public static TestServer serve(Path repository, HttpServer.Options options) {
        return new TestServer(repository, Refgate.Options.defaults(), options, null, Map.of());
    }

    /**
     * @param variables such as {@code REFGATE_ENV__PRODUCTION__TOKEN}
     */
    public static TestServer serve(Path repository, Map<String, String> variables) {
        return new TestServer(repository, options(variables), HttpServer.Options.defaults(), null, Map.of());
    }

    private static Refgate.Options options(Map<String, String> variables) {
        return options(variables, Refgate.Options.defaults().clock());
    }

    private static Refgate.Options options(Map<String, String> variables, Clock clock) {
        Refgate.Options defaults = Refgate.Options.defaults();
        return new Refgate.Options(defaults.source(), Settings.fromVariables(variables), defaults.limits(), clock);
    }

    /** What the server keeps. */
    public Database database() {
        return Objects.requireNonNull(database);
    }

    public HttpServer http() {
        return server;
    }

    /** Executes with these inputs. */
    public Answer execute(String workflow, String query, Map<String, ?> inputs) {
        return post("/v2/workflows/" + workflow + "/execute" + query, Json.write(Map.of("inputs", inputs)));
    }

    public Answer post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path, byte[] body) {
        return postLater(path, body).join();
    }

    public CompletableFuture<Answer> postLater(String path, byte[] body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(TestServer::answer);
    }

    /** Executes with streaming; returns when the headers are there. */
    public EventReader stream(String workflow, String query, Map<String, ?> inputs) {
        String body = Json.write(Map.of("inputs", inputs, "streaming", true));
        return events(request("/v2/workflows/" + workflow + "/execute" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Executes with an {@code Idempotency-Key}. */
    public CompletableFuture<Answer> executeOnce(String key, String workflow, String query, Map<String, ?> inputs) {
        return client.sendAsync(
                        execution(workflow, query, inputs, false)
                                .header("Idempotency-Key", key)
                                .build(),
                        BodyHandlers.ofByteArray())
                .thenApply(TestServer::answer);
    }

    /** A request to execute, to which headers can be added. */
    public HttpRequest.Builder execution(String workflow, String query, Map<String, ?> inputs, boolean streaming) {
        return request("/v2/workflows/" + workflow + "/execute" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(Map.of("inputs", inputs, "streaming", streaming))));
    }

    public EventReader events(HttpRequest request) {
        try {
            return new EventReader(client.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer send(HttpRequest request) {
        try {
            return answer(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(60));
    }

    /**
     * Sends these characters as they are, and returns all that comes back; the request has to end the connection. A server that does
     * not want the whole of a request may answer, and leave, before it is sent.
     */
    public String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                socket.getInputStream().transferTo(answer);
            } catch (SocketException left) {
                rest(socket, answer);
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What had arrived before the server left. */
    private static void rest(Socket socket, ByteArrayOutputStream answer) throws IOException {
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException left) {
            if (answer.size() == 0) {
                throw left;
            }
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    @Override
    public void close() {
        server.stop(Duration.ZERO);
        refgate.close();
        if (ring != null) {
            ring.close();
        }
        log.close();
        if (database != null) {
            database.close();
        }
    }
}
