package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.promotion.NamedRevision;
import dev.refgate.report.Visible;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate name}. */
@Command(name = "name", description = "Give a revision of a workflow a name, and say what is in it: an annotated tag.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class NameCommand implements Callable<Integer> {
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

    @Parameters(index = "2", paramLabel = "NAME", description = "One line of up to 200 characters.")
    private String name;

    @Option(
            names = {"-d", "--description"},
            paramLabel = "TEXT",
            description = "More about it, up to 10,000 characters.")
    private @Nullable String description;

    private final Console console;

    NameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WorkflowId id = new WorkflowId(workflow);
        try (Refgate refgate = repository.open(console)) {
            NamedRevision named =
                    refgate.promotions().name(id, revision, name, Optional.ofNullable(description), actor.actor());
            console.out()
                    .println("named " + id + " " + revision + " ("
                            + named.commit().abbreviated() + "): " + Visible.line(named.name()));
        }
        return ExitCode.DONE;
    }
}
