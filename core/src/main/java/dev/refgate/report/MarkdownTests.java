package dev.refgate.report;

import dev.refgate.test.CaseResult;
import dev.refgate.test.TestReport;
import java.util.List;

/** Tests as Markdown of at most 60,000 characters: a table, and all that is known of those that failed. */
public final class MarkdownTests {
    private static final int LIMIT = 60_000;

    /** The text, ending in a line feed. */
    public String render(TestReport report) {
        MarkdownBudget budget = new MarkdownBudget(LIMIT);
        budget.section().require("## " + (report.passed() ? "✅" : "❌") + " " + report.summary() + "\n\n");
        return text(report, budget);
    }

    /**
     * The same as a part of a longer text, without a title.
     *
     * @param limit the most characters
     */
    public String render(TestReport report, int limit) {
        return text(report, new MarkdownBudget(limit));
    }

    private static String text(TestReport report, MarkdownBudget budget) {
        budget.section().require(MarkdownText.code(report.title()) + "\n");
        MarkdownBudget.Section problems = budget.section();
        MarkdownBudget.Section failures = budget.section();
        MarkdownBudget.Section table = budget.section();
        if (!report.problems().isEmpty()) {
            List<String> lines = report.problems().stream()
                    .map(problem -> "- " + MarkdownText.code(TestWording.shown(problem)) + "\n")
                    .toList();
            problems.addLines("\n", lines, "", "problems", "problems");
        }
        report.failed().forEach(result -> failures.addWhole(failure(result), "tests that failed"));
        if (!report.results().isEmpty()) {
            List<String> rows =
                    report.results().stream().map(MarkdownTests::row).toList();
            table.addLines("\n| workflow | test | |\n| --- | --- | --- |\n", rows, "", "a table", "rows of a table");
        }
        return budget.text();
    }

    private static String failure(CaseResult result) {
        StringBuilder out = new StringBuilder("\n### ");
        out.append(result.workflow())
                .append(": ")
                .append(MarkdownText.code(result.testCase().name()))
                .append("\n\n");
        out.append(MarkdownText.code(result.testCase().location().toString())).append("\n\n");
        TestWording.failures(result)
                .forEach(
                        line -> out.append("- ").append(MarkdownText.code(line)).append('\n'));
        return out.append("- ")
                .append(MarkdownText.code(TestWording.ran(result)))
                .append('\n')
                .toString();
    }

    private static String row(CaseResult result) {
        String name = MarkdownText.code(result.testCase().name()).replace("|", "\\|");
        return "| " + result.workflow() + " | " + name + " | " + (result.passed() ? "✅" : "❌") + " |\n";
    }
}
