package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.MoveResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate release}. */
@Command(
        name = "release",
        description =
                "Lift the hold on content that was rolled back from, so that it may be promoted again. Moves nothing.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private ActorOptions actor;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment where it is on hold.")
    private String environment;

    @Option(
            names = "--workflow",
            paramLabel = "WORKFLOW",
            required = true,
            description = "The workflow whose content is on hold; may be given several times.")
    private List<String> workflows = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    private final Console console;

    ReleaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            MoveResult result = refgate.promotions()
                    .release(environment, SelectionOptions.ids(workflows), actor.actor(), Optional.ofNullable(reason));
            console.out()
                    .println(result.deployment()
                            .map(ReleaseCommand::text)
                            .orElse("Nothing to do: nothing of " + String.join(", ", workflows) + " is on hold in "
                                    + environment + "."));
            if (result.deployment().isPresent()) {
                repository.adviseRemote(refgate, environment, console);
            }
        }
        return ExitCode.DONE;
    }

    private static String text(Deployment deployment) {
        return "release " + deployment.id() + " in " + deployment.environment() + System.lineSeparator() + "commit "
                + deployment.commit() + System.lineSeparator() + "no longer on hold: "
                + deployment.moves().stream()
                        .map(move -> move.workflow().value())
                        .collect(Collectors.joining(", "));
    }
}
