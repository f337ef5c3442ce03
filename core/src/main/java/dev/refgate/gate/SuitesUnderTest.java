package dev.refgate.gate;

import dev.refgate.promotion.PromotionPlan;
import dev.refgate.run.VerificationId;
import dev.refgate.test.TestSuite;
import java.util.List;

/** Finds the tests of what a plan moves. */
@FunctionalInterface
public interface SuitesUnderTest {

    /**
     * The tests of every workflow that the plan brings, as they are beside the content that it brings.
     *
     * @throws dev.refgate.document.InvalidDocumentException when a workflow or a test file has problems
     */
    List<SuiteUnderTest> of(PromotionPlan plan);

    /**
     * The tests of one workflow.
     *
     * @param verification what the workflow will be, with all that it reaches, where the plan brings it
     */
    record SuiteUnderTest(TestSuite suite, VerificationId verification) {}
}
