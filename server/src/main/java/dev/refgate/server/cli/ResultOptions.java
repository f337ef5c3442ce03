package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.promotion.MoveResult;
import dev.refgate.report.JsonDeployments;
import dev.refgate.server.json.Json;
import picocli.CommandLine.Option;

/** How commands that move environments print what came of it. */
final class ResultOptions {
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    void print(MoveResult result, String environment, Promotions promotions, Console console) {
        if (json) {
            console.out().println(Json.writeIndented(JsonDeployments.of(environment, result)));
        } else {
            new MoveReport(promotions, console.out()).print(result, environment);
        }
    }
}
