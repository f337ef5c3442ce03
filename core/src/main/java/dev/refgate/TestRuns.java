package dev.refgate;

import dev.refgate.client.RefgateClient;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.RunPins;
import dev.refgate.test.CaseResult;
import dev.refgate.test.SmokeRunner;
import dev.refgate.test.TestCase;
import dev.refgate.test.TestFile;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestRunner;
import dev.refgate.test.TestSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Runs the tests of the workflows of one tree. */
final class TestRuns {
    private final Suites suites;
    private final WorkflowTree tree;
    private final List<WorkflowId> workflows;
    private final TestSelection selection;

    /**
     * @param workflows those that are tested; none for all that have tests
     */
    TestRuns(Suites suites, WorkflowTree tree, List<WorkflowId> workflows, TestSelection selection) {
        this.suites = suites;
        this.tree = tree;
        this.workflows = workflows;
        this.selection = selection;
    }

    /** In this process. */
    TestReport inProcess(TestRunner runner, CommitId commit) {
        return report("tests at " + tree.label(), test -> true, (found, test) -> {
            RunPins pins = new RunPins(
                    found.suite().workflow().id(),
                    Optional.empty(),
                    Optional.empty(),
                    commit,
                    found.verified().content(),
                    found.verified().verification());
            return runner.run(found.suite(), found.verified().workflow(), pins, test);
        });
    }

    /** The live ones, against an environment of a server. */
    TestReport live(RefgateClient client, String environment) {
        SmokeRunner runner = new SmokeRunner(client, environment);
        return report(
                "live tests in " + environment + " at " + client.server(),
                TestCase::live,
                (found, test) ->
                        runner.run(found.suite(), test, found.verified().verification()));
    }

    private TestReport report(
            String title, Predicate<TestCase> suitable, BiFunction<Suites.Found, TestCase, CaseResult> run) {
        List<CaseResult> results = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (WorkflowId workflow : workflows.isEmpty() ? withTests() : workflows) {
            try {
                Suites.Found found = suites.in(tree, workflow);
                List<TestCase> cases =
                        found.suite().cases().stream().filter(suitable).toList();
                if (cases.isEmpty() && !workflows.isEmpty()) {
                    problems.add("workflow " + workflow + " has no such test (expected one in "
                            + WorkflowTree.WORKFLOWS_FOLDER + "/" + workflow + "/" + TestFile.FOLDER + "*.yml)");
                }
                cases.stream().filter(selection::includes).forEach(test -> results.add(run.apply(found, test)));
            } catch (InvalidDocumentException e) {
                e.problems().forEach(problem -> problems.add(problem.toString()));
            } catch (NotFoundException e) {
                problems.add(e.getMessage());
            }
        }
        return new TestReport(title, results, problems);
    }

    private List<WorkflowId> withTests() {
        return tree.folderNames().stream()
                .filter(WorkflowId::isValid)
                .map(WorkflowId::new)
                .flatMap(id -> tree.folder(id).stream())
                .filter(TestFile::isIn)
                .map(WorkflowFolder::id)
                .toList();
    }
}
