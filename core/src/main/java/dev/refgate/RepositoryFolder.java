package dev.refgate;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import dev.refgate.internal.git.DirectoryTree;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.run.RunExecutors;
import dev.refgate.run.RunLimits;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestRunner;
import dev.refgate.test.TestSelection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The files of a workflow repository in a folder on disk, committed or not; there need not be a repository around them.
 *
 * @param path the root of the files: where refgate.yml is
 */
public record RepositoryFolder(Path path) {
    /** Everything that is wrong in refgate.yml and in all workflows. */
    public List<Problem> problems() {
        try (Engine engine = Engine.with(RunLimits.DEFAULT, AllowedAddresses.PUBLIC)) {
            return engine.validator().problems(new DirectoryTree(path));
        }
    }

    /**
     * Runs tests in this process.
     *
     * @param workflows none for all that have tests
     */
    public TestReport test(List<WorkflowId> workflows, TestSelection selection) {
        ExecutorService threads = RunExecutors.branches();
        try (Engine engine = Engine.with(RunLimits.DEFAULT, AllowedAddresses.PUBLIC)) {
            CompiledWorkflows compiled =
                    new CompiledWorkflows(engine.workflows(), engine.compiler(), Refgate.COMPILED_WORKFLOWS);
            TestRunner runner =
                    new TestRunner(threads, RunLimits.DEFAULT, Clock.systemUTC(), engine.types()::reachesOut);
            WorkflowTree tree = new IdentifiedTree(new DirectoryTree(path));
            return new TestRuns(new Suites(compiled, engine.tests()), tree, workflows, selection)
                    .inProcess(runner, CommitId.NONE);
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Writes what tests put out into the {@code expect} of those that expect something else, or nothing, for review; see
     * {@link dev.refgate.test.ExpectationUpdate}. The rest of the files stays as it is.
     *
     * @param report that {@link #test} gave
     * @return where the tests are that were changed
     */
    public List<Location> update(TestReport report) {
        return new TestFiles(path).update(report);
    }
}
