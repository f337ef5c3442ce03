package dev.refgate.server.testing;

import dev.refgate.Refgate;
import dev.refgate.server.access.KeyRing;
import dev.refgate.server.database.Database;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.webhook.Webhooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server on a free port, what it keeps, and calls to it. */
public final class TestServer extends HttpCalls implements AutoCloseable {
    private final Refgate refgate;
    private final HttpServer server;
    private final @Nullable Database database;
    private final RunLog log;
    private final @Nullable KeyRing ring;
    private final Map<String, String> keys;

    /**
     * @param keys the texts of those that were there from the start, by their names
     */
    TestServer(
            Refgate refgate,
            HttpServer server,
            @Nullable Database database,
            RunLog log,
            @Nullable KeyRing ring,
            Map<String, String> keys) {
        super(server.address());
        this.refgate = refgate;
        this.server = server;
        this.database = database;
        this.log = log;
        this.ring = ring;
        this.keys = keys;
    }

    /** Of a repository, to be set up. */
    public static TestServerSetup of(Path repository) {
        return new TestServerSetup(options -> Refgate.open(repository, options));
    }

    /** Of what is open already, to be set up; it is closed with the server. */
    public static TestServerSetup of(Refgate refgate) {
        return new TestServerSetup(options -> refgate);
    }

    public static TestServer serve(Path repository) {
        return of(repository).start();
    }

    public static TestServer serve(Path repository, HttpServer.Options options) {
        return of(repository).with(options).start();
    }

    /** Of what is open already; it is closed with the server. */
    public static TestServer serve(Refgate refgate, HttpServer.Options options) {
        return of(refgate).with(options).start();
    }

    /**
     * @param variables such as {@code REFGATE_ENV__PRODUCTION__TOKEN}
     */
    public static TestServer serve(Path repository, Map<String, String> variables) {
        return of(repository).variables(variables).start();
    }

    /** With a run log in {@code data}. */
    public static TestServer serve(Path repository, Map<String, String> variables, Path data) {
        return of(repository).variables(variables).data(data).start();
    }

    /**
     * With a run log in {@code data}, and for callers with keys alone.
     *
     * @param keys names and scopes of the keys that there are from the start
     */
    public static TestServer serveWithKeys(Path repository, Path data, Map<String, String> keys) {
        return of(repository).variables(Map.of()).data(data).keys(keys).start();
    }

    /** A key that was there from the start. */
    public String key(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    /** The addresses by which others start runs. */
    public Webhooks webhooks() {
        return new Webhooks(database(), Clock.systemUTC());
    }

    /** What the server keeps. */
    public Database database() {
        return Objects.requireNonNull(database);
    }

    public HttpServer http() {
        return server;
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
