package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestSelection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the live test cases of what an environment has against that environment of a server. An answer that came from other content
 * than the environment has here fails. Fails when one fails, and when none ran. Writes TEST-*.xml as Surefire does.
 */
@Mojo(name = "smoke", defaultPhase = LifecyclePhase.INTEGRATION_TEST, requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class SmokeMojo extends ServerMojo {

    /** The environment that is tested. */
    @Parameter(property = "refgate.environment", required = true)
    private String environment;

    /** Only the tests of these workflows. By default of all. */
    @Parameter(property = "refgate.workflows")
    private List<String> workflows = List.of();

    /** Only tests with this in their names, in any case. */
    @Parameter(property = "refgate.filter")
    private @Nullable String filter;

    /** Only tests with one of these tags. */
    @Parameter(property = "refgate.tags")
    private List<String> tags = List.of();

    /** Leave out this goal. */
    @Parameter(property = "refgate.smoke.skip", defaultValue = "false")
    private boolean skipSmoke;

    /** Leave out this goal, and other tests of the build. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    @Override
    boolean isSkipped() {
        return skipSmoke || skipTests;
    }

    @Override
    String fix() {
        return "smoke " + Hints.argument("refgate.environment", environment);
    }

    @Override
    Result ask() {
        TestSelection selection = new TestSelection(Optional.ofNullable(filter), tags);
        try (Refgate refgate = open()) {
            TestReport report = refgate.smoke(environment, ids(workflows), selection, requiredServer());
            return Result.of(report).orElse(fix() + Reports.failedWorkflows(report));
        }
    }
}
