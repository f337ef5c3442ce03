package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.server.demo.DemoRepository;
import dev.refgate.server.demo.DemoTour;
import dev.refgate.server.http.FreePort;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.http.PortUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code refgate demo}. */
@Command(
        name = "demo",
        description = "Make a workflow repository with a history in a temporary folder, serve it, run it in each"
                + " environment, and go on serving until Ctrl-C. The folder is removed at the end.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class DemoCommand implements Callable<Integer> {
    private static final String HOST = "127.0.0.1";
    private static final int USUAL_PORT = 8080;
    private static final Duration DRAIN = Duration.ofSeconds(10);

    @Mixin
    private CommonOptions common;

    @Option(names = "--once", description = "End after the answers.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen (default: " + USUAL_PORT + ", or the next free port when it is taken).")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec;

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (DemoRepository repository = DemoRepository.create();
                Refgate refgate = Refgate.open(repository.folder(), Refgate.Options.defaults())) {
            HttpServer server = start(refgate);
            try {
                return show(repository, server);
            } finally {
                server.stop(DRAIN);
            }
        } catch (PortUnavailableException e) {
            PortOffer.print(e, spec, console);
            return ExitCode.ERROR;
        }
    }

    private int show(DemoRepository repository, HttpServer server) {
        DemoTour tour = new DemoTour(repository, server.address(), console.out());
        tour.show();
        if (!once) {
            tour.showCommands();
            UntilStopped.keepGoing(() -> {
                server.stop(DRAIN);
                repository.close();
            });
        }
        return ExitCode.DONE;
    }

    private HttpServer start(Refgate refgate) {
        if (port != null) {
            return HttpServer.start(refgate, HOST, port);
        }
        try {
            return HttpServer.start(refgate, HOST, USUAL_PORT);
        } catch (PortUnavailableException e) {
            OptionalInt free = FreePort.after(HOST, USUAL_PORT);
            if (free.isEmpty()) {
                throw e;
            }
            console.err().println(e.getMessage() + "; taking port " + free.getAsInt());
            return HttpServer.start(refgate, HOST, free.getAsInt());
        }
    }
}
