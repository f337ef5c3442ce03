package dev.refgate.test;

import dev.refgate.client.ExecuteAnswer;
import dev.refgate.client.ExecuteCall;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.RefgateException;
import dev.refgate.run.VerificationId;
import java.util.ArrayList;
import java.util.List;

/** Runs the live tests of workflows against an environment of a server. */
public final class SmokeRunner {
    private final RefgateClient client;
    private final String environment;

    public SmokeRunner(RefgateClient client, String environment) {
        this.client = client;
        this.environment = environment;
    }

    /**
     * Runs one live test. Whatever goes wrong is in the result.
     *
     * @param expected what the answer has to come from
     */
    public CaseResult run(TestSuite suite, TestCase testCase, VerificationId expected) {
        ExecuteCall call = ExecuteCall.in(environment, suite.workflow().id(), testCase.inputs())
                .within(testCase.timeout());
        ExecuteAnswer answer;
        try {
            answer = client.execute(call);
        } catch (RefgateException e) {
            return CaseResult.broken(suite.workflow().id(), testCase, "an answer", e.getMessage());
        }
        CaseResult result = CaseCheck.check(suite.workflow(), testCase, Observation.of(answer));
        return answer.pins().verification().equals(expected.hex()) ? result : elsewhere(result, answer, expected);
    }

    private CaseResult elsewhere(CaseResult result, ExecuteAnswer answer, VerificationId expected) {
        List<Failure> failures = new ArrayList<>();
        failures.add(new Failure(
                "verification id",
                shortened(expected.hex()) + ", the content under test",
                shortened(answer.pins().verification()) + ", which " + environment + " has at commit "
                        + answer.pins().revision().abbreviated()));
        failures.addAll(result.failures());
        return result.with(failures);
    }

    private static String shortened(String hex) {
        return hex.substring(0, Math.min(12, hex.length()));
    }
}
