package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.server.access.Access;
import dev.refgate.server.access.AuditLog;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.RunsInFlight;
import dev.refgate.server.limits.RunLimit;
import dev.refgate.server.limits.RunPlaces;
import dev.refgate.server.limits.SlowClients;
import dev.refgate.server.metrics.ServerMetrics;
import dev.refgate.server.mirror.Following;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.server.schedule.Schedules;
import dev.refgate.server.tls.ServerTls;
import dev.refgate.server.webhook.Webhooks;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of one workflow repository, from {@link #start} to {@link #stop}. */
public final class HttpServer {
    /** How long a request's body may be, in bytes. */
    static final int MAXIMUM_BODY = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** How long runs that were cancelled, and answers on their way, may take before connections are cut. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final String host;
    private final @Nullable ServerTls tls;
    private final SlowClients slow;
    private final Executions executions;
    private final RunsInFlight runs;
    private final Patience patience;
    private final EventStreams streams;
    private final @Nullable Schedules schedules;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Javalin javalin;
    private volatile int port;

    private HttpServer(Refgate refgate, String host, int port, Options options) {
        this.host = host;
        this.tls = options.web().tls().map(ServerTls::new).orElse(null);
        ServerMetrics metrics = new ServerMetrics();
        this.slow = new SlowClients(options.timing().asking());
        this.executions = new Executions(options.log(), new RunPlaces(options.limit()), metrics.runs()::ended);
        this.runs = executions.inFlight();
        this.patience = new Patience(options.timing().patience());
        this.streams = new EventStreams(options.timing().keepAlive());
        this.schedules = options.schedules() == null
                ? null
                : new Schedules(refgate, executions, options.schedules(), metrics.firings()::came);
        Routes routes = new Routes(refgate, executions, patience, streams, metrics, schedules, options);
        JettySetup jetty = new JettySetup(
                host, port, options.web(), tls, slow, options.timing().leaving());
        this.javalin = Javalin.create(config -> configure(config, routes, jetty));
    }

    /**
     * What can be set, a record for each subject.
     *
     * @param access who is let in
     * @param log where runs are recorded; stays the caller's to close, after {@link #stop}
     * @param webhooks the addresses by which others start runs; null where none are kept
     * @param schedules where schedules are kept; null where they are not, and start nothing
     * @param trouble what is not as it should be, though runs go on: readiness tells of it
     * @param following the remote that what is served comes from, if it does
     * @param changing what callers may change
     */
    public record Options(
            Timing timing,
            Access access,
            RunLog log,
            Web web,
            @Nullable Webhooks webhooks,
            @Nullable ScheduleStorage schedules,
            RunLimit limit,
            Supplier<Optional<String>> trouble,
            Following following,
            Changing changing) {
        public static Options defaults() {
            return new Options(
                    Timing.DEFAULT,
                    Access.withoutKeys(new AuditLog(null)),
                    RunLog.none(),
                    Web.PLAIN,
                    null,
                    null,
                    RunLimit.NONE,
                    Optional::empty,
                    Following.NONE,
                    Changing.DEFAULT);
        }

        public Options with(Timing other) {
            return new Options(other, access, log, web, webhooks, schedules, limit, trouble, following, changing);
        }

        public Options with(Access other) {
            return new Options(timing, other, log, web, webhooks, schedules, limit, trouble, following, changing);
        }

        public Options with(RunLog other) {
            return new Options(timing, access, other, web, webhooks, schedules, limit, trouble, following, changing);
        }

        public Options with(Web other) {
            return new Options(timing, access, log, other, webhooks, schedules, limit, trouble, following, changing);
        }

        public Options with(RunLimit other) {
            return new Options(timing, access, log, web, webhooks, schedules, other, trouble, following, changing);
        }

        public Options withTrouble(Supplier<Optional<String>> other) {
            return new Options(timing, access, log, web, webhooks, schedules, limit, other, following, changing);
        }

        public Options with(Following other) {
            return new Options(timing, access, log, web, webhooks, schedules, limit, trouble, other, changing);
        }

        public Options with(@Nullable Webhooks other) {
            return new Options(timing, access, log, web, other, schedules, limit, trouble, following, changing);
        }

        public Options with(@Nullable ScheduleStorage other) {
            return new Options(timing, access, log, web, webhooks, other, limit, trouble, following, changing);
        }

        public Options with(Changing other) {
            return new Options(timing, access, log, web, webhooks, schedules, limit, trouble, following, other);
        }
    }

    /**
     * Starts listening.
     *
     * @param refgate what is served; stays the caller's to close, after {@link #stop}
     * @param host the name or address to listen on
     * @param port 0 for any that is free
     * @throws PortUnavailableException when nothing can listen there
     */
    public static HttpServer start(Refgate refgate, String host, int port) {
        return start(refgate, host, port, Options.defaults());
    }

    /** The same, with other settings. */
    public static HttpServer start(Refgate refgate, String host, int port, Options options) {
        HttpServer server = new HttpServer(refgate, host, port, options);
        try {
            server.javalin.start(host, port);
            server.port = server.javalin.port();
            if (server.schedules != null) {
                server.schedules.start();
            }
        } catch (JavalinBindException e) {
            server.release();
            String reason = Objects.requireNonNullElse(e.getMessage(), "cannot be listened on");
            throw new PortUnavailableException(host, port, reason, e);
        }
        return server;
    }

    private static void configure(JavalinConfig config, Routes routes, JettySetup jetty) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAXIMUM_BODY;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        jetty.apply(config, LAST_ANSWERS);
        routes.register(config);
    }

    public int port() {
        return port;
    }

    /** Where it is reached: {@code http://127.0.0.1:8080}. */
    public String address() {
        String scheme = tls == null ? "http://" : "https://";
        return scheme + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port();
    }

    /** What is registered with the router, as {@code GET /v2/runs}. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> HandlerType.commonHttp().contains(endpoint.method))
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
    }

    /** How many runs are not answered yet. */
    public int runsInFlight() {
        return runs.count();
    }

    /** How many clients read a stream. */
    public int openStreams() {
        return streams.count();
    }

    /**
     * Stops: schedules start nothing more, no new runs, the running ones are finished, those that are not over in time are cancelled, all of them are
     * answered, and streams end with their runs' last events. Meanwhile {@code /health/ready} says that the server is draining. The second call does nothing.
     *
     * @param drain how long the running ones may take
     */
    public void stop(Duration drain) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        runs.drain();
        if (schedules != null) {
            schedules.close();
        }
        if (!awaitNone(drain)) {
            LOG.warn("draining took more than {} s: {} runs are cancelled", drain.toSeconds(), runs.count());
            runs.cancelAll();
            awaitNone(LAST_ANSWERS);
        }
        streams.close(LAST_ANSWERS);
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("connections were cut: {}", e.getMessage());
        }
        release();
    }

    private void release() {
        streams.close(Duration.ZERO);
        patience.close();
        executions.close();
        slow.close();
        if (tls != null) {
            tls.close();
        }
    }

    private boolean awaitNone(Duration limit) {
        try {
            return runs.awaitNone(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
