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
import dev.refgate.server.runlog.DatabaseRunLog;
import dev.refgate.server.runlog.Retention;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.server.webhook.Webhooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a server of a test is to have; without anything said it keeps nothing, and asks for no keys. */
public final class TestServerSetup {
    /** Between two looks at schedules: as soon as a test has set the clock. */
    private static final Duration SCHEDULES = Duration.ofMillis(50);

    /** Clients of tests keep their connections, which nobody uses any more when the server stops. */
    private static final Duration LEAVING = Duration.ofMillis(50);

    private final Function<Refgate.Options, Refgate> opening;
    private Refgate.Options options = Refgate.Options.defaults();
    private HttpServer.Options http = HttpServer.Options.defaults();
    private Supplier<@Nullable Database> opened = () -> null;
    private Map<String, String> scopes = Map.of();
    private Tokens tokens = Tokens.NONE;
    private Clock clock = Clock.systemUTC();
    private Clock schedules = Clock.systemUTC();

    TestServerSetup(Function<Refgate.Options, Refgate> opening) {
        this.opening = opening;
    }

    /**
     * @param variables such as {@code REFGATE_ENV__PRODUCTION__TOKEN}
     */
    public TestServerSetup variables(Map<String, String> variables) {
        options = new Refgate.Options(
                        options.source(), Settings.fromVariables(variables), options.limits(), options.clock())
                .withPreviews(options.previews())
                .withEphemerals(options.ephemerals());
        return this;
    }

    /** Heads of pull requests may be run. */
    public TestServerSetup previews() {
        options = options.withPreviews(true);
        return this;
    }

    /** Workflows may be run that come with the call. */
    public TestServerSetup ephemerals() {
        options = options.withEphemerals(true);
        return this;
    }

    public TestServerSetup with(HttpServer.Options other) {
        http = other;
        return this;
    }

    /** What it keeps is here, such as the run log. */
    public TestServerSetup data(Path folder) {
        opened = () -> Database.embedded(folder, clock);
        return this;
    }

    /** It shares the database of a server that is running, as servers share one of PostgreSQL. */
    public TestServerSetup beside(Path data) {
        opened = () -> Database.beside(data);
        return this;
    }

    /**
     * It takes callers with keys alone; it has to keep something.
     *
     * @param named names and scopes of the keys that there are from the start
     */
    public TestServerSetup keys(Map<String, String> named) {
        scopes = named;
        return this;
    }

    /** It takes callers, too, who come with tokens of others. */
    public TestServerSetup trusting(Tokens others) {
        tokens = others;
        return this;
    }

    /** What everything goes by. */
    public TestServerSetup clock(Clock everything) {
        clock = everything;
        options = new Refgate.Options(options.source(), options.settings(), options.limits(), everything)
                .withPreviews(options.previews())
                .withEphemerals(options.ephemerals());
        return schedules(everything);
    }

    /** What schedules go by. */
    public TestServerSetup schedules(Clock other) {
        schedules = other;
        return this;
    }

    public TestServer start() {
        Database database = opened.get();
        Map<String, String> keys = new HashMap<>();
        scopes.forEach((name, scope) -> keys.put(name, key(Objects.requireNonNull(database), name, scope)));
        Refgate refgate = opening.apply(
                database == null ? options : options.with(new DatabaseDocuments(database, Clock.systemUTC())));
        RunLog log = database == null ? RunLog.none() : new DatabaseRunLog(database, Retention.DEFAULT, clock);
        KeyRing ring = keys.isEmpty()
                ? null
                : new KeyRing(new Keys(Objects.requireNonNull(database), clock), Optional.empty(), clock);
        HttpServer server = HttpServer.start(
                refgate,
                "127.0.0.1",
                0,
                http.with(http.timing().withLeaving(LEAVING))
                        .with(log)
                        .with(access(ring, new AuditLog(database)))
                        .with(database == null ? null : new Webhooks(database, Clock.systemUTC()))
                        .with(database == null ? null : new ScheduleStorage(database, schedules, SCHEDULES)));
        return new TestServer(refgate, server, database, log, ring, keys);
    }

    private Access access(@Nullable KeyRing ring, AuditLog audit) {
        return ring == null
                ? Access.withoutKeys(audit)
                : Access.withKeys(ring, audit).trusting(tokens);
    }

    private static String key(Database database, String name, String scope) {
        return new Keys(database, Clock.systemUTC())
                .create(name, Set.of(Scope.parse(scope)), Optional.empty())
                .text();
    }
}
