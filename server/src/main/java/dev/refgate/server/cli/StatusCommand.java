package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Refgate.EnvironmentState;
import dev.refgate.Refgate.PolicyState;
import dev.refgate.repository.CommitId;
import java.util.ArrayList;
import java.util.List;
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
            PolicyState policy = refgate.policy();
            console.out()
                    .println("source " + policy.policy().source() + ", refgate.yml of "
                            + policy.commit().abbreviated());
            policy.staleBecause().ifPresent(reason -> console.out().println("stale: " + reason));
            console.out().println();
            console.out().print(table(refgate.environments()));
        }
        return ExitCode.DONE;
    }

    /** One line for each environment, in columns. */
    static String table(List<EnvironmentState> environments) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENVIRONMENT", "REF", "COMMIT", "STATE"));
        for (EnvironmentState state : environments) {
            rows.add(List.of(
                    state.environment().name(),
                    state.environment().ref().fullName(),
                    state.commit().map(CommitId::abbreviated).orElse("-"),
                    state.error().orElse("ok")));
        }
        return Columns.align(rows);
    }
}
