package dev.refgate.test;

import dev.refgate.workflow.Workflow;
import java.util.List;

/**
 * All tests of one workflow, in the order of its files' names and of their lines.
 *
 * @param workflow that they test
 * @param cases may be none
 */
public record TestSuite(Workflow workflow, List<TestCase> cases) {
    public TestSuite {
        cases = List.copyOf(cases);
    }
}
