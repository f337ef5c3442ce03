package dev.refgate.maven;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.gate.GateSettings;
import dev.refgate.gate.GateSettings.Commands;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.Sightings;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals have that plan promotions and ask gates. */
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
abstract class PromotionMojo extends ServerMojo {

    /** The environment that gets it. */
    @Parameter(property = "refgate.to", required = true)
    private String to;

    /** The environment that it comes from. By default, and the only one allowed, the one that refgate.yml says. */
    @Parameter(property = "refgate.from")
    private @Nullable String from;

    /** Only these workflows. By default all that differ. */
    @Parameter(property = "refgate.workflows")
    private List<String> workflows = List.of();

    /**
     * Take the content of this commit, branch, tag or latest, or, with one workflow, of r12. By default what the environment
     * before it has now.
     */
    @Parameter(property = "refgate.revision")
    private @Nullable String revision;

    /** Let content in again that was rolled back from. */
    @Parameter(property = "refgate.releaseHold", defaultValue = "false")
    private boolean releaseHold;

    /** Move also what belongs together with the workflows: sub-workflows, and workflows that run them. */
    @Parameter(property = "refgate.withDependencies", defaultValue = "false")
    private boolean withDependencies;

    /**
     * Run the programs that gates of type command name in refgate.yml, on this machine and as this user. Without it such gates
     * are closed.
     */
    @Parameter(property = "refgate.runCommands", defaultValue = "false")
    private boolean runCommands;

    /** Let these programs see these variables, too. By default PATH, HOME and the like. */
    @Parameter(property = "refgate.commandVariables")
    private List<String> commandVariables = List.of();

    final Promotions promotions(Refgate refgate) {
        Optional<Commands> commands = runCommands
                ? Optional.of(Commands.of(resolved(""), System.getenv(), commandVariables, apiKey()))
                : Optional.empty();
        return refgate.promotions(refgate.gates(new GateSettings(server(), commands)), Sightings.NONE);
    }

    final PlanRequest request(Promotions promotions) {
        List<WorkflowId> ids = ids(workflows);
        Optional<WorkflowId> single = ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
        Optional<CommitId> commit = Optional.ofNullable(revision).map(name -> promotions.commit(single, name));
        return new PlanRequest(to, Optional.ofNullable(from), ids, commit, releaseHold, withDependencies);
    }

    final String to() {
        return to;
    }

    final boolean releasesHold() {
        return releaseHold;
    }
}
