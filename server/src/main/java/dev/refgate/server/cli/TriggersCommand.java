package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Summaries;
import dev.refgate.TriggerState;
import dev.refgate.report.Sheet;
import dev.refgate.server.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code refgate triggers}. */
@Command(
        name = "triggers",
        description = "Say what starts runs in each environment besides calls, and when the next ones come.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class TriggersCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Console console;

    TriggersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            List<TriggerState> triggers = refgate.triggers();
            Instant now = Instant.now();
            if (json) {
                console.out().println(Json.writeIndented(Map.of("triggers", Summaries.triggerValues(triggers, now))));
            } else if (triggers.isEmpty()) {
                console.out().println("no triggers");
            } else {
                console.out().print(new Sheet(List.of(Summaries.triggers(triggers, now))).text());
            }
        }
        return ExitCode.DONE;
    }
}
