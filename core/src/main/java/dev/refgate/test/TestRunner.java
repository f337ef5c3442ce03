package dev.refgate.test;

import dev.refgate.run.Cancellation;
import dev.refgate.run.CompiledWorkflow;
import dev.refgate.run.InvalidInputsException;
import dev.refgate.run.RunIds;
import dev.refgate.run.RunLimits;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunRequest;
import dev.refgate.run.RunResult;
import dev.refgate.run.Waiting;
import dev.refgate.run.WorkflowRunner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/** Runs tests in this process. Delays, and pauses between attempts, take no time. Safe for use by many threads. */
public final class TestRunner {
    private final ExecutorService branches;
    private final RunLimits limits;
    private final Clock clock;
    private final Predicate<String> reachesOut;

    /**
     * @param branches as {@link WorkflowRunner} wants them
     * @param reachesOut whether blocks of a type do something that others can see
     */
    public TestRunner(ExecutorService branches, RunLimits limits, Clock clock, Predicate<String> reachesOut) {
        this.branches = branches;
        this.limits = limits;
        this.clock = clock;
        this.reachesOut = reachesOut;
    }

    /**
     * Runs one test. Whatever goes wrong is in the result.
     *
     * @param workflow what the suite's workflow was compiled to
     */
    public CaseResult run(TestSuite suite, CompiledWorkflow workflow, RunPins pins, TestCase testCase) {
        Stand stand = new Stand(suite.workflow().id(), testCase, reachesOut);
        WorkflowRunner runner = new WorkflowRunner(branches, clock, limits.within(testCase.timeout()), Waiting.NONE);
        RunResult result;
        try {
            result = runner.run(new RunRequest(
                    RunIds.next(),
                    pins,
                    workflow.substituting(stand),
                    testCase.inputs(),
                    testCase.env(),
                    RunListener.NONE,
                    new Cancellation()));
        } catch (InvalidInputsException e) {
            return CaseResult.broken(suite.workflow().id(), testCase, "inputs that the workflow takes", e.getMessage());
        }
        CaseResult checked = CaseCheck.check(suite.workflow(), testCase, Observation.of(result));
        List<Failure> failures = new ArrayList<>(stand.refused());
        failures.addAll(checked.failures());
        return checked.with(failures);
    }
}
