package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.RevisionLine;
import dev.refgate.Summaries;
import dev.refgate.report.Sheet;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refgate history}. */
@Command(
        name = "history",
        description =
                "Say which revisions of a workflow the source branch had, newest first, and which environments hold"
                        + " each of them now.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id.")
    private String workflow;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many revisions (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Console console;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: " + limit + " (expected 1 or more)");
        }
        WorkflowId id = new WorkflowId(workflow);
        try (Refgate refgate = repository.open(console)) {
            List<RevisionLine> all = refgate.history(id);
            List<RevisionLine> shown = all.subList(0, Math.min(limit, all.size()));
            if (json) {
                console.out().println(Json.writeIndented(Summaries.historyValues(id, all.size(), shown)));
            } else {
                print(all.size(), shown);
            }
        }
        return ExitCode.DONE;
    }

    private void print(int total, List<RevisionLine> lines) {
        console.out().print(new Sheet(List.of(Summaries.history(lines))).text());
        if (total > lines.size()) {
            console.out().println("and " + (total - lines.size()) + " before (--limit " + total + " shows all)");
        }
    }
}
