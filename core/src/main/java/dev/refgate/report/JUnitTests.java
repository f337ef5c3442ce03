package dev.refgate.report;

import dev.refgate.repository.WorkflowId;
import dev.refgate.test.CaseResult;
import dev.refgate.test.TestReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tests as JUnit XML, which CI systems read: a suite for each workflow, and one for what kept tests from running. */
public final class JUnitTests {
    private static final double NANOS = 1e9;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /** One document, ending in a line feed. */
    public String render(TestReport report) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("<testsuites name=\"")
                .append(escape(report.title()))
                .append("\" tests=\"")
                .append(report.results().size())
                .append("\" failures=\"")
                .append(report.failed().size())
                .append("\" errors=\"")
                .append(errors(report).size())
                .append("\" time=\"")
                .append(seconds(report.duration()))
                .append("\">\n");
        byWorkflow(report).forEach((workflow, results) -> suite(out, workflow, results));
        errors(report).forEach(error -> error(out, error));
        return out.append("</testsuites>\n").toString();
    }

    /**
     * A document for each suite, as Surefire writes them.
     *
     * @return the documents by the names of their suites: workflows, or {@code refgate} for what kept tests from running
     */
    public Map<String, String> renderEach(TestReport report) {
        Map<String, String> documents = new LinkedHashMap<>();
        byWorkflow(report).forEach((workflow, results) -> {
            StringBuilder out = new StringBuilder(HEAD);
            suite(out, workflow, results);
            documents.put(workflow.value(), out.toString());
        });
        List<String> errors = errors(report);
        if (!errors.isEmpty()) {
            StringBuilder out = new StringBuilder(HEAD);
            error(out, String.join("\n", errors));
            documents.put("refgate", out.toString());
        }
        return documents;
    }

    private static Map<WorkflowId, List<CaseResult>> byWorkflow(TestReport report) {
        Map<WorkflowId, List<CaseResult>> byWorkflow = new LinkedHashMap<>();
        report.results()
                .forEach(result -> byWorkflow
                        .computeIfAbsent(result.workflow(), id -> new ArrayList<>())
                        .add(result));
        return byWorkflow;
    }

    private static void error(StringBuilder out, String error) {
        out.append("  <testsuite name=\"refgate\" tests=\"1\" failures=\"0\" errors=\"1\">\n")
                .append("    <testcase classname=\"refgate\" name=\"tests run\">\n      <error message=\"")
                .append(escape(error))
                .append("\"/>\n    </testcase>\n  </testsuite>\n");
    }

    /** A document without a test would count as passed. */
    private static List<String> errors(TestReport report) {
        return report.results().isEmpty() && report.problems().isEmpty() ? List.of("no test ran") : report.problems();
    }

    private static void suite(StringBuilder out, WorkflowId workflow, List<CaseResult> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        Duration time = results.stream().map(CaseResult::duration).reduce(Duration.ZERO, Duration::plus);
        out.append("  <testsuite name=\"")
                .append(workflow)
                .append("\" tests=\"")
                .append(results.size())
                .append("\" failures=\"")
                .append(failed)
                .append("\" errors=\"0\" time=\"")
                .append(seconds(time))
                .append("\">\n");
        results.forEach(result -> test(out, result));
        out.append("  </testsuite>\n");
    }

    private static void test(StringBuilder out, CaseResult result) {
        out.append("    <testcase classname=\"")
                .append(result.workflow())
                .append("\" name=\"")
                .append(escape(result.testCase().name()))
                .append("\" file=\"")
                .append(escape(result.testCase().location().file()))
                .append("\" line=\"")
                .append(result.testCase().location().line())
                .append("\" time=\"")
                .append(seconds(result.duration()));
        if (result.passed()) {
            out.append("\"/>\n");
            return;
        }
        List<String> lines = new ArrayList<>(TestWording.failures(result));
        out.append("\">\n      <failure message=\"")
                .append(escape(lines.get(0)))
                .append("\">");
        lines.add(TestWording.ran(result));
        out.append(escape(String.join("\n", lines))).append("</failure>\n    </testcase>\n");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / NANOS);
    }

    /** Characters that no XML may have are shown as escapes before. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> out.append(out.isEmpty() ? "" : "\n").append(Visible.line(line)));
        return out.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\uFFFE", "\uFFFD")
                .replace("\uFFFF", "\uFFFD");
    }
}
