package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.HostedWorkflows.Exported;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate export}. */
@Command(
        name = "export",
        description =
                "Print a workflow as the hosted product's workflow configuration, and say on standard error what could"
                        + " not be carried over.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id.")
    private String workflow;

    @Option(names = "--environment", paramLabel = "ENVIRONMENT", description = "What this environment has.")
    private @Nullable String environment;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "This revision: a commit id, a branch, a tag, r12 or latest (default: latest).")
    private @Nullable String revision;

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<String> named = Optional.ofNullable(revision);
        Target target = new Target(
                Optional.ofNullable(environment), environment == null ? named.or(() -> Optional.of("latest")) : named);
        try (Refgate refgate = repository.open(console)) {
            Exported made = refgate.export(new WorkflowId(workflow), target);
            console.out().print(made.text());
            made.remarks().forEach(console.err()::println);
        }
        return ExitCode.DONE;
    }
}
