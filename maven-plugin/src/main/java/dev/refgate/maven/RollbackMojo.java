package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.RollbackRequest;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Brings back what an environment had before. Asks no gate. What is rolled back from is on hold then. */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class RollbackMojo extends ServerMojo {

    /** The environment that is rolled back. */
    @Parameter(property = "refgate.environment", required = true)
    private String environment;

    /** So many deployments back, 1 or more. */
    @Parameter(property = "refgate.steps", defaultValue = "1")
    private int steps;

    /** Back to this deployment: its id, or the beginning of its commit's. */
    @Parameter(property = "refgate.deployment")
    private @Nullable String deployment;

    /** Only these workflows. By default all. */
    @Parameter(property = "refgate.workflows")
    private List<String> workflows = List.of();

    /** Why, for the record. */
    @Parameter(property = "refgate.reason")
    private @Nullable String reason;

    /**
     * Who does it: a name, or a name and an address in angle brackets. By default GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else the
     * user of this system.
     */
    @Parameter(property = "refgate.actor")
    private @Nullable String actor;

    /** Do everything but the move. */
    @Parameter(property = "refgate.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** After the move, wait until refgate.server reports the new commit. */
    @Parameter(property = "refgate.wait", defaultValue = "false")
    private boolean wait;

    /** How long at most: a number and ms, s, m or h. */
    @Parameter(property = "refgate.waitTimeout", defaultValue = "60s")
    private String waitTimeout;

    /** Leave out this goal. */
    @Parameter(property = "refgate.rollback.skip", defaultValue = "false")
    private boolean skipRollback;

    @Override
    boolean isSkipped() {
        return skipRollback;
    }

    @Override
    String fix() {
        return "status";
    }

    @Override
    Result ask() {
        RollbackRequest request =
                new RollbackRequest(environment, steps, Optional.ofNullable(deployment), ids(workflows));
        try (Refgate refgate = open()) {
            MoveResult move =
                    refgate.promotions().rollback(request, Actors.actor(actor), Optional.ofNullable(reason), dryRun);
            if (wait) {
                Waits.await(move, requiredServer(), refgate.promotions(), Waits.timeout(waitTimeout));
            }
            return Reports.move(move, environment, refgate.promotions());
        }
    }
}
