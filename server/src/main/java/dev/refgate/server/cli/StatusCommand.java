package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Summaries;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code refgate status}. */
@Command(name = "status", description = "Say where each environment points to, and which refgate.yml says so.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            console.out()
                    .print(Summaries.status(refgate.policy(), refgate.environments())
                            .text());
        }
        return ExitCode.DONE;
    }
}
