package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Proposed;
import dev.refgate.promotion.PullRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Promotion by pull request. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class PullRequestOptions {
    @Option(
            names = "--pull-request",
            description =
                    "Do not move the environment: open a pull request to its branch on GitHub, or find the one that"
                            + " is open for this plan. Needs a token in REFGATE_FORGE_TOKEN or GITHUB_TOKEN.")
    private boolean wanted;

    @Option(names = "--draft", description = "Open the pull request as a draft.")
    private boolean draft;

    @Mixin
    private ForgeOptions forge;

    boolean isWanted() {
        return wanted;
    }

    /**
     * Opens or finds the pull request, and says which it is.
     *
     * @param remote the address of the remote that is worked on, if it is one
     */
    int propose(
            Refgate refgate,
            Promotions promotions,
            PromotionPlan plan,
            PromoteOptions options,
            Console console,
            Optional<String> remote) {
        Proposed proposed = refgate.pullRequests(forge.settings(console, remote), promotions)
                .propose(plan, options, draft);
        MoveReport report = new MoveReport(promotions, console.out());
        String environment = plan.environment();
        switch (proposed.outcome()) {
            case NOTHING_TO_DO -> console.out().println("Nothing to move to " + environment + ".");
            case DRY_RUN ->
                console.out()
                        .println("Would open a pull request from "
                                + proposed.branch().orElseThrow() + "; nothing was written.");
            case OPENED, FOUND, UPDATED -> print(proposed, console);
        }
        report.moves(proposed.outcome() == Proposed.Outcome.NOTHING_TO_DO ? List.of() : proposed.moves());
        report.gates(proposed.gates());
        return ExitCode.DONE;
    }

    private static void print(Proposed proposed, Console console) {
        PullRequest request = proposed.request().orElseThrow();
        String what = switch (proposed.outcome()) {
            case OPENED -> "opened";
            case UPDATED -> "brought up to date";
            default -> "is open already";
        };
        console.out().println("pull request #" + request.number() + " " + what + ": " + request.page());
        console.out()
                .println("commit " + proposed.commit().orElseThrow() + " on "
                        + proposed.branch().orElseThrow());
        console.err().println("Next: refgate check --pull-request " + request.number());
        for (PullRequest stale : proposed.stale()) {
            console.err()
                    .println("warning: pull request #" + stale.number() + " (" + stale.page()
                            + ") is of another plan; close it if this one replaces it");
        }
    }
}
