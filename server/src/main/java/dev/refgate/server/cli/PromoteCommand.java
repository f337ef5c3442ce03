package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.Sightings;
import dev.refgate.report.Visible;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code refgate promote}. */
@Command(
        name = "promote",
        description = "Move an environment to what the one before it has, if the gates let it through.",
        footer = {
            "%nEnds with 0 also when it is there already, with 3 when a gate says no, with 4 when one is pending,",
            "with 5 when the plan does not hold any longer, and with 6 when it has moved and the server of --wait",
            "has not noticed in time."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ActorOptions actor;

    @Mixin
    private GateOptions gates;

    @Mixin
    private WaitOptions waiting;

    @Mixin
    private ResultOptions output;

    @Option(
            names = "--plan",
            paramLabel = "ID|FILE",
            description = "Only if this plan still holds: its file, or its id with the options that it was made with.")
    private @Nullable String plan;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Do everything but the move.")
    private boolean dryRun;

    @Option(
            names = "--override",
            paramLabel = "GATE",
            description =
                    "Go on though this type of gate is closed; refgate.yml has to allow it, and it needs --reason."
                            + " May be given several times.")
    private List<String> overrides = List.of();

    @Mixin
    private PullRequestOptions pullRequest;

    private final Console console;

    PromoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (Refgate refgate = repository.open(console)) {
            Promotions promotions = refgate.promotions(refgate.gates(gates.settings(console)), Sightings.NONE);
            PromotionPlan found = selection.plan(promotions, plan);
            found.warnings().forEach(warning -> console.err().println("warning: " + Visible.line(warning)));
            if (pullRequest.isWanted()) {
                return pullRequest.propose(
                        refgate, promotions, found, options(), console, repository.remoteAddress(console));
            }
            MoveResult result = promotions.promote(found, options());
            output.print(result, found.environment(), promotions, console);
            if (result.deployment().isPresent()) {
                repository.adviseRemote(refgate, found.environment(), console);
            }
            return waiting.await(result, gates.key(), promotions, console);
        }
    }

    private PromoteOptions options() {
        return new PromoteOptions(
                actor.actor(),
                Optional.ofNullable(reason),
                new LinkedHashSet<>(overrides),
                selection.releasesHold(),
                dryRun);
    }
}
