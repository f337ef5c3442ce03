package dev.refgate.report;

import dev.refgate.repository.WorkflowId;
import dev.refgate.test.CaseResult;
import dev.refgate.test.TestReport;
import java.util.Optional;

/** Tests for a terminal: a line for each, and all that is known of those that failed. */
public final class TerminalTests {
    private static final String RED = "31";
    private static final String GREEN = "32";

    private final boolean colour;

    /**
     * @param colour whether the terminal understands ANSI colours
     */
    public TerminalTests(boolean colour) {
        this.colour = colour;
    }

    /** The text, ending in a line feed. */
    public String render(TestReport report) {
        StringBuilder out = new StringBuilder();
        Optional<WorkflowId> last = Optional.empty();
        for (CaseResult result : report.results()) {
            if (last.filter(result.workflow()::equals).isEmpty()) {
                out.append(result.workflow()).append('\n');
                last = Optional.of(result.workflow());
            }
            test(out, result);
        }
        report.problems()
                .forEach(problem ->
                        out.append(paint(RED, TestWording.shown(problem))).append('\n'));
        out.append(TestWording.shown(report.title()))
                .append(": ")
                .append(paint(report.passed() ? GREEN : RED, report.summary()))
                .append('\n');
        return out.toString();
    }

    private void test(StringBuilder out, CaseResult result) {
        out.append("  ")
                .append(result.passed() ? paint(GREEN, "ok  ") : paint(RED, "FAIL"))
                .append("  ")
                .append(TestWording.shown(result.testCase().name()))
                .append('\n');
        if (!result.passed()) {
            out.append("        ").append(result.testCase().location()).append('\n');
            TestWording.failures(result)
                    .forEach(line -> out.append("        ").append(line).append('\n'));
            out.append("        ").append(TestWording.ran(result)).append('\n');
        }
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
