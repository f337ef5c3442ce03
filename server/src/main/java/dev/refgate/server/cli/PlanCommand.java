package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Sightings;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code refgate plan}. */
@Command(
        name = "plan",
        description = "Say what a promotion would move, and whether the gates let it through. Moves nothing.",
        footer = "%nEnds with 3 when a gate says no, and with 4 when one is pending.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private GateOptions gates;

    @Option(
            names = "--run-gates",
            description = "Also ask the gates that execute something (smoke, command), as promote would.")
    private boolean runGates;

    @Option(names = "--json", description = "Print the plan as JSON, as --out writes it.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plan to this file, for promote --plan FILE.")
    private @Nullable Path out;

    private final Console console;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (Refgate refgate = repository.open(console)) {
            Promotions promotions = refgate.promotions(refgate.gates(gates.settings(console)), Sightings.NONE);
            PromotionPlan made = promotions.plan(selection.request(promotions));
            PromotionPlan plan = runGates ? promotions.runGates(made, selection.releasesHold()) : made;
            if (out != null) {
                Files.writeString(out, Json.writeIndented(plan.toMap()) + "\n");
            }
            if (json) {
                console.out().println(Json.writeIndented(plan.toMap()));
            } else {
                new MoveReport(promotions, console.out()).print(plan);
            }
            return ExitCode.of(plan.gates());
        }
    }
}
