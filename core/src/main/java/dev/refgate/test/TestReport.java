package dev.refgate.test;

import java.time.Duration;
import java.util.List;

/**
 * What came of tests.
 *
 * @param title what was tested, and where
 * @param results in the order in which they ran
 * @param problems what kept tests from running; any makes the whole fail
 */
public record TestReport(String title, List<CaseResult> results, List<String> problems) {
    public TestReport {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }

    /** Whether at least one ran, and all that ran are as they should be. */
    public boolean passed() {
        return problems.isEmpty() && !results.isEmpty() && failed().isEmpty();
    }

    public List<CaseResult> failed() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    /** {@code 3 tests, 1 failed}. */
    public String summary() {
        if (results.isEmpty()) {
            return "no test ran";
        }
        String count = results.size() == 1 ? "1 test" : results.size() + " tests";
        return count + (failed().isEmpty() ? " passed" : ", " + failed().size() + " failed");
    }

    public Duration duration() {
        return results.stream().map(CaseResult::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
