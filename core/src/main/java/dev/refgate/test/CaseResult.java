package dev.refgate.test;

import dev.refgate.repository.WorkflowId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of one test.
 *
 * @param failures none when it passed
 * @param ran the blocks that ran, and how they ended
 * @param outputs of the run; empty unless it succeeded
 * @param duration of the run
 */
public record CaseResult(
        WorkflowId workflow,
        TestCase testCase,
        List<Failure> failures,
        List<String> ran,
        Map<String, Object> outputs,
        Duration duration) {
    public CaseResult {
        failures = List.copyOf(failures);
        ran = List.copyOf(ran);
    }

    /** The same with other failures. */
    CaseResult with(List<Failure> others) {
        return new CaseResult(workflow, testCase, others, ran, outputs, duration);
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    static CaseResult broken(WorkflowId workflow, TestCase testCase, String expected, String actual) {
        return new CaseResult(
                workflow, testCase, List.of(new Failure("run", expected, actual)), List.of(), Map.of(), Duration.ZERO);
    }
}
