package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestSelection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the test cases of workflows in this process, with their mocks: of the files on disk, committed or not, or of a revision.
 * Fails when one fails, and when none ran. Writes TEST-*.xml as Surefire does.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, requiresProject = false, threadSafe = true)
public final class TestMojo extends RefgateMojo {

    /** Only the tests of these workflows. By default of all. */
    @Parameter(property = "refgate.workflows")
    private List<String> workflows = List.of();

    /** Test the files of this commit, branch, tag or latest. By default those on disk. */
    @Parameter(property = "refgate.revision")
    private @Nullable String revision;

    /** Only tests with this in their names, in any case. */
    @Parameter(property = "refgate.filter")
    private @Nullable String filter;

    /** Only tests with one of these tags. */
    @Parameter(property = "refgate.tags")
    private List<String> tags = List.of();

    /** Leave out this goal. */
    @Parameter(property = "refgate.test.skip", defaultValue = "false")
    private boolean skipTest;

    /** Leave out this goal, and other tests of the build. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    @Override
    boolean isSkipped() {
        return skipTest || skipTests;
    }

    @Override
    Result ask() {
        TestSelection selection = new TestSelection(Optional.ofNullable(filter), tags);
        TestReport report = revision == null
                ? new RepositoryFolder(folder()).test(ids(workflows), selection)
                : atRevision(revision, selection);
        return Result.of(report).orElse("test" + Reports.failedWorkflows(report));
    }

    private TestReport atRevision(String name, TestSelection selection) {
        try (Refgate refgate = open()) {
            return refgate.test(name, ids(workflows), selection);
        }
    }
}
