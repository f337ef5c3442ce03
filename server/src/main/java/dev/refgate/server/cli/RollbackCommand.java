package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.RollbackRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate rollback}. */
@Command(
        name = "rollback",
        description =
                "Bring back what an environment had before. Asks no gate. What is rolled back from is on hold then.",
        footer = "%nEnds with 6 when it has moved and the server of --wait has not noticed in time.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private KeyOptions key;

    @Mixin
    private WaitOptions waiting;

    @Mixin
    private ResultOptions output;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment that is rolled back.")
    private String environment;

    @ArgGroup
    private Target target = new Target();

    /** How far. */
    static final class Target {
        @Option(names = "--steps", paramLabel = "N", description = "So many deployments back (default: 1).")
        private int steps = 1;

        @Option(
                names = "--to",
                paramLabel = "DEPLOYMENT",
                description = "Back to this deployment: its id, or the beginning of its commit's.")
        private @Nullable String deployment;
    }

    @Option(
            names = "--workflow",
            paramLabel = "WORKFLOW",
            description = "Only this workflow; may be given several times (default: all).")
    private List<String> workflows = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Do everything but the move.")
    private boolean dryRun;

    private final Console console;

    RollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RollbackRequest request = new RollbackRequest(
                environment, target.steps, Optional.ofNullable(target.deployment), SelectionOptions.ids(workflows));
        try (Refgate refgate = repository.open(console)) {
            MoveResult result =
                    refgate.promotions().rollback(request, actor.actor(), Optional.ofNullable(reason), dryRun);
            output.print(result, environment, refgate.promotions(), console);
            if (result.deployment().isPresent()) {
                repository.adviseRemote(refgate, environment, console);
            }
            return waiting.await(result, key, refgate.promotions(), console);
        }
    }
}
