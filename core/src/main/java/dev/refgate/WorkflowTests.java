package dev.refgate;

import dev.refgate.client.RefgateClient;
import dev.refgate.gate.SuitesUnderTest.SuiteUnderTest;
import dev.refgate.internal.yaml.YamlEditor;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.test.RunRecording;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestRunner;
import dev.refgate.test.TestSelection;
import java.util.List;
import java.util.function.Predicate;

/** Runs the tests of workflows, and makes tests of runs. */
final class WorkflowTests {
    private final WorkflowRepository repository;
    private final Suites suites;
    private final TestRunner runner;
    private final Predicate<String> reachesOut;

    /**
     * @param reachesOut whether blocks of a type do, and so become mocks
     */
    WorkflowTests(WorkflowRepository repository, Suites suites, TestRunner runner, Predicate<String> reachesOut) {
        this.repository = repository;
        this.suites = suites;
        this.runner = runner;
        this.reachesOut = reachesOut;
    }

    TestReport inProcess(CommitId commit, List<WorkflowId> workflows, TestSelection selection) {
        return runs(commit, workflows, selection).inProcess(runner, commit);
    }

    TestReport live(
            RefgateClient server,
            String environment,
            CommitId commit,
            List<WorkflowId> workflows,
            TestSelection selection) {
        return runs(commit, workflows, selection).live(server, environment);
    }

    private TestRuns runs(CommitId commit, List<WorkflowId> workflows, TestSelection selection) {
        return new TestRuns(suites, repository.treeAt(commit), workflows, selection);
    }

    /** The tests of everything that a plan brings. */
    List<SuiteUnderTest> of(PromotionPlan plan) {
        return suites.of(plan, repository);
    }

    /** Listens to a run. */
    RunRecording recording() {
        return new RunRecording(reachesOut);
    }

    /** The run that was listened to, as a test file. */
    String of(RunRecording recording, Admission admission) {
        return recording.toFile(new YamlEditor(), admission.secrets(), admission.sensitiveInputs()::contains);
    }
}
