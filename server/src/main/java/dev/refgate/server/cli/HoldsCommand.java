package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.report.Columns;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate holds}. */
@Command(name = "holds", description = "Say which content was rolled back from, so that promotions of it are refused.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class HoldsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment.")
    private String environment;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Console console;

    HoldsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            Promotions promotions = refgate.promotions();
            SortedMap<WorkflowId, Set<ContentId>> holds = promotions.holds(environment);
            if (json) {
                console.out().println(Json.writeIndented(values(holds)));
            } else if (holds.isEmpty()) {
                console.out().println("Nothing is on hold in " + environment + ".");
            } else {
                console.out().print(table(holds, new MoveReport(promotions, console.out())));
            }
        }
        return ExitCode.DONE;
    }

    private static String table(SortedMap<WorkflowId, Set<ContentId>> holds, MoveReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKFLOW", "CONTENT"));
        holds.forEach((workflow, contents) -> contents.forEach(
                content -> rows.add(List.of(workflow.value(), report.content(workflow, Optional.of(content), "")))));
        return Columns.align(rows);
    }

    private Map<String, Object> values(SortedMap<WorkflowId, Set<ContentId>> holds) {
        List<Map<String, Object>> list = new ArrayList<>();
        holds.forEach((workflow, contents) -> contents.forEach(
                content -> list.add(Values.of("workflow", workflow.value(), "content", content.hex()))));
        return Values.of("environment", environment, "holds", list);
    }
}
