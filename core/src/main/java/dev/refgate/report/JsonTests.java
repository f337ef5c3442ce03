package dev.refgate.report;

import dev.refgate.test.CaseResult;
import dev.refgate.test.TestReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tests as plain values, for programs. */
public final class JsonTests {

    /** One object; nothing in it is shortened. */
    public Map<String, Object> render(TestReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("title", report.title());
        object.put("passed", report.passed());
        object.put("tests", (long) report.results().size());
        object.put("failed", (long) report.failed().size());
        object.put("problems", report.problems());
        object.put("results", report.results().stream().map(JsonTests::result).toList());
        return object;
    }

    private static Map<String, Object> result(CaseResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("workflow", result.workflow().value());
        object.put("name", result.testCase().name());
        object.put("file", result.testCase().location().file());
        object.put("line", (long) result.testCase().location().line());
        object.put("passed", result.passed());
        object.put("duration_ms", result.duration().toMillis());
        object.put(
                "failures",
                result.failures().stream()
                        .map(failure -> Map.of(
                                "what", failure.what(), "expected", failure.expected(), "actual", failure.actual()))
                        .toList());
        object.put("ran", result.ran());
        return object;
    }
}
