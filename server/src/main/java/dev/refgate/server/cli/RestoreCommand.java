package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate restore}. */
@Command(
        name = "restore",
        description = "Bring an earlier revision of a workflow back to the source branch, as a new commit.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private ActorOptions actor;

    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The workflow's id.")
    private String workflow;

    @Parameters(index = "1", paramLabel = "REVISION", description = "The revision: r12, or a commit, branch or tag.")
    private String revision;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the commit's message.")
    private @Nullable String message;

    private final Console console;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WorkflowId id = new WorkflowId(workflow);
        try (Refgate refgate = repository.open(console)) {
            console.out()
                    .println(refgate.promotions()
                            .restore(id, revision, actor.actor(), Optional.ofNullable(message))
                            .map(commit -> "restored " + id + " as it was at " + revision + System.lineSeparator()
                                    + "commit " + commit)
                            .orElse("Nothing to do: " + id + " is as it was at " + revision + "."));
        }
        return ExitCode.DONE;
    }
}
