package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.Move;
import dev.refgate.report.Columns;
import dev.refgate.report.JsonDeployments;
import dev.refgate.report.Visible;
import dev.refgate.repository.ContentId;
import dev.refgate.server.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate deployments}. */
@Command(name = "deployments", description = "List what was deployed to an environment, by whom and why, newest first.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class DeploymentsCommand implements Callable<Integer> {
    /** Of one deployment, in the table. JSON has all. */
    private static final int SHOWN_MOVES = 3;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment.")
    private String environment;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Go on where a page ended: what it said.")
    private @Nullable String cursor;

    @Option(names = "--json", description = "Print everything that is known of them, as JSON.")
    private boolean json;

    private final Console console;

    DeploymentsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Refgate refgate = repository.open(console)) {
            Ledger.Page page = refgate.promotions().deployments(environment, Optional.ofNullable(cursor), limit);
            if (json) {
                console.out().println(Json.writeIndented(JsonDeployments.of(environment, page)));
            } else {
                print(page);
            }
        }
        return ExitCode.DONE;
    }

    private void print(Ledger.Page page) {
        if (page.deployments().isEmpty()) {
            console.out().println("No deployments.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TIME", "DEPLOYMENT", "COMMIT", "ACTION", "ACTOR", "MOVES", "REASON"));
        page.deployments().forEach(deployment -> rows.add(row(deployment)));
        console.out().print(Columns.align(rows));
        page.next().ifPresent(next -> console.err().println("There are more: --after " + next));
    }

    private static List<String> row(Deployment deployment) {
        return List.of(
                deployment.time().map(Instant::toString).orElse("-"),
                deployment.id(),
                deployment.commit().abbreviated(),
                action(deployment),
                actor(deployment),
                moves(deployment.moves()),
                deployment.reason().map(Visible::line).orElse("-"));
    }

    private static String action(Deployment deployment) {
        if (deployment.baseline()) {
            return "baseline";
        }
        if (deployment.external()) {
            return "external";
        }
        return deployment.action().word() + (deployment.ungated() ? ", ungated" : "");
    }

    private static String actor(Deployment deployment) {
        return deployment.baseline()
                ? "-"
                : Visible.line(deployment.actor().name()) + " ("
                        + deployment.actor().assurance().word() + ")";
    }

    private static String moves(List<Move> moves) {
        String shown = moves.stream()
                .limit(SHOWN_MOVES)
                .map(move -> move.from().equals(move.to())
                        ? move.workflow().value()
                        : move.workflow() + " " + text(move.from()) + "→" + text(move.to()))
                .collect(Collectors.joining(", "));
        int more = moves.size() - SHOWN_MOVES;
        return moves.isEmpty() ? "-" : more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String text(Optional<ContentId> content) {
        return content.map(ContentId::abbreviated).orElse("-");
    }
}
