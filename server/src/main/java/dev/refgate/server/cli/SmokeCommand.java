package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate smoke}. */
@Command(
        name = "smoke",
        description = "Run the live test cases of what an environment has against that environment of a server.",
        footer = {
            "%nAn answer that came from other content than the environment has here fails. Ends with 3 when a test fails,",
            "and when none ran."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class SmokeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private ServerOptions server;

    @Mixin
    private TestReportOptions report;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            required = true,
            description = "The environment that is tested.")
    private String environment;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKFLOW",
            description = "Only the tests of these workflows (default: of all).")
    private List<String> workflows = List.of();

    private final Console console;

    SmokeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RefgateClient client = server.find(console)
                .orElseThrow(() -> new InvalidArgumentException(
                        "--server: missing (expected --server URL, or" + " the variable REFGATE_SERVER)"));
        try (Refgate refgate = repository.open(console)) {
            return report.print(
                    refgate.smoke(environment, SelectionOptions.ids(workflows), report.selection(), client), console);
        }
    }
}
