package dev.refgate.maven;

import dev.refgate.EnvironmentState;
import dev.refgate.PolicyState;
import dev.refgate.Refgate;
import dev.refgate.Summaries;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Says where each environment points to, and which refgate.yml says so. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public final class StatusMojo extends RefgateMojo {

    /** Leave out this goal. */
    @Parameter(property = "refgate.status.skip", defaultValue = "false")
    private boolean skipStatus;

    @Override
    boolean isSkipped() {
        return skipStatus;
    }

    @Override
    Result ask() {
        try (Refgate refgate = open()) {
            PolicyState policy = refgate.policy();
            List<EnvironmentState> environments = refgate.environments();
            return Result.of(
                    environments.size() + " environments",
                    Summaries.status(policy, environments),
                    Summaries.statusValues(policy, environments));
        }
    }
}
