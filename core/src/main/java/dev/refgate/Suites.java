package dev.refgate;

import dev.refgate.document.Problems;
import dev.refgate.gate.SuitesUnderTest.SuiteUnderTest;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.test.TestSuite;
import dev.refgate.test.TestSuiteParser;
import java.util.ArrayList;
import java.util.List;

/** Finds the tests of workflows, together with what they are valid for. */
final class Suites {
    private final CompiledWorkflows compiled;
    private final TestSuiteParser parser;

    Suites(CompiledWorkflows compiled, TestSuiteParser parser) {
        this.compiled = compiled;
        this.parser = parser;
    }

    /** The tests of a workflow, and what they test. */
    record Found(CompiledWorkflows.Verified verified, TestSuite suite) {}

    /** The tests of everything that a plan brings. */
    List<SuiteUnderTest> of(PromotionPlan plan, WorkflowRepository repository) {
        PlannedTree tree = new PlannedTree(repository, plan);
        List<SuiteUnderTest> suites = new ArrayList<>();
        for (Move move : plan.moves()) {
            if (move.to().isPresent()) {
                Found found = in(tree, move.workflow());
                suites.add(new SuiteUnderTest(found.suite(), found.verified().verification()));
            }
        }
        return suites;
    }

    /**
     * The tests of one workflow.
     *
     * @param tree a commit's files, or others whose contents have ids
     * @throws dev.refgate.error.NotFoundException when there is no such workflow
     * @throws dev.refgate.document.InvalidDocumentException when the workflow or one of its test files has problems
     */
    Found in(WorkflowTree tree, WorkflowId workflow) {
        CompiledWorkflows.Verified verified = compiled.find(tree, workflow);
        WorkflowFolder folder = tree.folder(workflow).orElseThrow();
        Problems problems = new Problems();
        TestSuite suite = parser.parse(folder, verified.workflow().workflow(), problems);
        problems.throwIfAny();
        return new Found(verified, suite);
    }
}
