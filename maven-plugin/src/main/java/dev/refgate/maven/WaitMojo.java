package dev.refgate.maven;

import dev.refgate.EnvironmentState;
import dev.refgate.Refgate;
import dev.refgate.ServerNotice;
import dev.refgate.Summaries;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.NotFoundException;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a server answers, and has of each environment what the repository has. Also good for a server that was just started.
 */
@Mojo(name = "wait", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class WaitMojo extends ServerMojo {

    /** Wait for this environment alone. By default for all that point somewhere. */
    @Parameter(property = "refgate.environment")
    private @Nullable String environment;

    /** How long at most for each: a number and ms, s, m or h. */
    @Parameter(property = "refgate.waitTimeout", defaultValue = "60s")
    private String waitTimeout;

    /** Leave out this goal. */
    @Parameter(property = "refgate.wait.skip", defaultValue = "false")
    private boolean skipWait;

    @Override
    boolean isSkipped() {
        return skipWait;
    }

    @Override
    Result ask() {
        RefgateClient server = requiredServer();
        try (Refgate refgate = open()) {
            List<EnvironmentState> wanted = wanted(refgate);
            ServerNotice notice = new ServerNotice(server, refgate.promotions());
            wanted.forEach(state -> state.commit()
                    .ifPresent(commit -> notice.await(state.environment().name(), commit, Waits.timeout(waitTimeout))));
            return Result.of(
                    server.server() + " has it",
                    Summaries.status(refgate.policy(), wanted),
                    Summaries.statusValues(refgate.policy(), wanted));
        }
    }

    private List<EnvironmentState> wanted(Refgate refgate) {
        if (environment == null) {
            return refgate.environments();
        }
        // Names the environments that there are, when it is none of them.
        refgate.policy().policy().environments().named(environment);
        return refgate.environments().stream()
                .filter(state -> state.environment().name().equals(environment))
                .peek(state -> state.error().ifPresent(error -> {
                    throw new NotFoundException("environment: " + environment + ": " + error);
                }))
                .toList();
    }
}
