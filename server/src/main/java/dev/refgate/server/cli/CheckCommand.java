package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.PullRequestCheck;
import dev.refgate.promotion.Sightings;
import dev.refgate.report.Visible;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code refgate check}. */
@Command(
        name = "check",
        description = "Find out whether a pull request may be merged into its environment, and post that as the commit"
                + " status refgate/ENVIRONMENT on its head.",
        footer = {
            "%nEnds with 0 when it may, with 3 when a gate says no, and with 4 when one is pending. Needs a token in",
            "REFGATE_FORGE_TOKEN or GITHUB_TOKEN."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private ForgeOptions forge;

    @Mixin
    private GateOptions gates;

    @Option(
            names = "--pull-request",
            paramLabel = "N",
            required = true,
            description = "The number of the pull request.")
    private int number;

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "The environment that it moves (default: the one whose branch it goes to).")
    private @Nullable String environment;

    @Option(
            names = "--target-url",
            paramLabel = "URL",
            description = "Where the status leads to: the page of this job.")
    private @Nullable URI target;

    @Option(names = "--dry-run", description = "Post nothing.")
    private boolean dryRun;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (Refgate refgate = repository.open(console)) {
            Promotions promotions = refgate.promotions(refgate.gates(gates.settings(console)), Sightings.NONE);
            PullRequestCheck check = refgate.pullRequests(
                            forge.settings(console, repository.remoteAddress(console)), promotions)
                    .check(number, Optional.ofNullable(environment), Optional.ofNullable(target), dryRun);
            check.unkept()
                    .ifPresent(reason -> console.err()
                            .println("warning: what the gates say is posted, and could not be kept for the record: "
                                    + Visible.line(reason)));
            print(check, new MoveReport(promotions, console.out()));
            return code(check.status().state());
        }
    }

    private void print(PullRequestCheck check, MoveReport report) {
        CommitStatus status = check.status();
        console.out()
                .println("pull request #" + check.request().number() + " to " + check.environment() + ": "
                        + check.request().page());
        console.out()
                .println((dryRun ? "would post " : "posted ") + status.context() + " "
                        + status.state().word() + " on " + check.request().head());
        console.out().println(Visible.line(status.description()));
        report.moves(check.moves());
        report.gates(check.gates());
    }

    private static int code(CommitStatus.State state) {
        return switch (state) {
            case SUCCESS -> ExitCode.DONE;
            case PENDING -> ExitCode.PENDING;
            case FAILURE, ERROR -> ExitCode.NO;
        };
    }
}
