package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.environment.Settings;
import dev.refgate.gate.GateSettings;
import dev.refgate.server.http.Changing;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.http.PortUnavailableException;
import dev.refgate.server.settings.LiveSettings;
import dev.refgate.server.sight.Sights;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refgate serve}. */
@Command(
        name = "serve",
        description = "Serve a workflow repository over HTTP until the process is told to end (Ctrl-C, SIGTERM).",
        footer = {
            "%nA ref that somebody moves counts from the next request on. At the end no new runs are taken, the running"
                    + " ones are finished within --drain, and the command ends with 0."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ServeCommand implements Callable<Integer> {
    private static final String ADMIN_KEY = "REFGATE_ADMIN_KEY";
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int SHORTEST_KEY = 24;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServedOptions repository;

    @Mixin
    private ListenOptions listen;

    @Option(names = "--no-auth", description = "Ask callers for no key. Holds on loopback addresses alone.")
    private boolean noAuth;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How long running runs may take at the end before they are cancelled (default: ${DEFAULT-VALUE}).")
    private Duration drain;

    @Mixin
    private StorageOptions storage;

    @Mixin
    private TrustOptions trust;

    @Mixin
    private AddressOptions addresses;

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private LogOptions logs;

    @Mixin
    private ServerOptions smoke;

    @Option(
            names = "--allow-writes",
            description =
                    "Let callers with the scope write create, change and delete workflows, by commits on the source"
                            + " branch.")
    private boolean writes;

    @Option(
            names = "--allow-previews",
            description =
                    "Let callers with the scope execute:pr-* run heads of pull requests, as environment pr-42, with the"
                            + " settings of the section preview alone.")
    private boolean previews;

    @Option(
            names = "--allow-ephemeral",
            description =
                    "Let callers with the scope execute:ephemeral run workflows that they send with the call, reviewed by"
                            + " nobody, with the settings of the section ephemeral alone.")
    private boolean ephemerals;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        HttpServer.Options set =
                HttpServer.Options.defaults().with(listen.web()).with(limits.limit());
        requireSafety();
        trust.check();
        try (LiveSettings live = settings.open(console.variables())) {
            Refgate.Options options = options(live);
            logs.apply(live::secrets);
            try (Storage kept = storage.open(!noAuth, adminKey(), repository.isRemote());
                    TrustOptions.Opened trusting = trust.open(kept.access());
                    ServedRepository served = repository.open(storage, options.with(kept.documents()), console)) {
                return serve(
                        served,
                        kept,
                        set.with(kept.log())
                                .with(trusting.access())
                                .with(kept.webhooks())
                                .with(kept.schedules())
                                .withTrouble(() -> live.trouble().or(trusting::trouble))
                                .with(served.following()));
            }
        }
    }

    private Refgate.Options options(Settings live) {
        Refgate.Options defaults = Refgate.Options.defaults();
        return new Refgate.Options(
                        repository.source(),
                        live,
                        defaults.limits(),
                        addresses.allowed(console.variables()),
                        defaults.clock())
                .withPreviews(previews)
                .withEphemerals(ephemerals);
    }

    private int serve(ServedRepository served, Storage kept, HttpServer.Options set) throws IOException {
        Refgate refgate = served.refgate();
        refgate.warmUp();
        Sights sights = kept.sights(refgate);
        HttpServer server;
        try {
            server = HttpServer.start(
                    refgate,
                    listen.host(),
                    listen.port(),
                    set.with(new Changing(new GateSettings(smoke.find(console), Optional.empty()), writes, sights)));
        } catch (PortUnavailableException e) {
            PortOffer.print(e, spec, console);
            return ExitCode.ERROR;
        }
        if (!listen.isLoopback() && listen.isPlain()) {
            LOG.warn(
                    "keys and answers travel in the clear: say --tls-certificate and --tls-key, or have a proxy with TLS in front");
        }
        sights.start();
        Greeting.print(served, server.address(), kept, console.out());
        UntilStopped.keepGoing(() -> {
            server.stop(drain);
            served.stopFetching();
            sights.close();
            kept.close();
        });
        return ExitCode.DONE;
    }

    private void requireSafety() {
        if (noAuth && !listen.isLoopback()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--host: " + listen.host()
                            + " (expected localhost, 127.0.0.1 or ::1: --no-auth holds on loopback alone)");
        }
        if (noAuth && trust.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--trust and --no-auth: both (expected one of them: without keys, nobody is asked)");
        }
        if (!noAuth && !storage.isGiven() && adminKey().isEmpty() && !trust.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "serve: callers need keys, and there is no place for them. Say --data DIRECTORY, whose first start"
                            + " prints a key; or set " + ADMIN_KEY + "; or say --no-auth, so that all of this machine's"
                            + " programs may call");
        }
    }

    private Optional<String> adminKey() {
        Optional<String> key = Optional.ofNullable(console.variables().get(ADMIN_KEY));
        if (key.filter(text -> text.length() < SHORTEST_KEY).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    ADMIN_KEY + ": too short (expected at least " + SHORTEST_KEY
                            + " characters that nobody can guess)");
        }
        return key;
    }
}
