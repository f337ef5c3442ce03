package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.promotion.Drift;
import dev.refgate.report.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code refgate drift}. */
@Command(name = "drift", description = "Say what an environment has that no revision of the source branch has.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class DriftCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment.")
    private String environment;

    private final Console console;

    DriftCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            List<Drift> drifts = refgate.promotions().drift(environment);
            console.out()
                    .print(
                            drifts.isEmpty()
                                    ? "No drift: the source branch has had all that is in " + environment + "."
                                            + System.lineSeparator()
                                    : table(drifts));
        }
        return ExitCode.DONE;
    }

    private static String table(List<Drift> drifts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKFLOW", "CONTENT"));
        drifts.forEach(drift ->
                rows.add(List.of(drift.workflow().value(), drift.content().abbreviated())));
        return Columns.align(rows);
    }
}
