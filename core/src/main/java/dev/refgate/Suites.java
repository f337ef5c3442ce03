package dev.refgate;

import dev.refgate.document.Problems;
import dev.refgate.gate.SuitesUnderTest.SuiteUnderTest;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.PromotionPlan;
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
    private final WorkflowRepository repository;
    private final CompiledWorkflows compiled;
    private final TestSuiteParser parser;

    Suites(WorkflowRepository repository, CompiledWorkflows compiled, TestSuiteParser parser) {
        this.repository = repository;
        this.compiled = compiled;
        this.parser = parser;
    }

    /** The tests of everything that a plan brings. */
    List<SuiteUnderTest> of(PromotionPlan plan) {
        PlannedTree tree = new PlannedTree(repository, plan);
        List<SuiteUnderTest> suites = new ArrayList<>();
        for (Move move : plan.moves()) {
            if (move.to().isPresent()) {
                suites.add(in(tree, move.workflow()));
            }
        }
        return suites;
    }

    /**
     * The tests of one workflow.
     *
     * @param tree a commit's files
     * @throws dev.refgate.document.InvalidDocumentException when the workflow or one of its test files has problems
     */
    SuiteUnderTest in(WorkflowTree tree, WorkflowId workflow) {
        CompiledWorkflows.Verified found = compiled.find(tree, workflow);
        Problems problems = new Problems();
        TestSuite suite = parser.parse(
                tree.folder(workflow).orElseThrow(), found.workflow().workflow(), problems);
        problems.throwIfAny();
        return new SuiteUnderTest(suite, found.verification());
    }
}
