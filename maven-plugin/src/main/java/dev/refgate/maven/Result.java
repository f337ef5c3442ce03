package dev.refgate.maven;

import dev.refgate.ExitCode;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.report.HtmlDiff;
import dev.refgate.report.JUnitTests;
import dev.refgate.report.JsonDiff;
import dev.refgate.report.JsonTests;
import dev.refgate.report.MarkdownDiff;
import dev.refgate.report.MarkdownTests;
import dev.refgate.report.MoveSheets;
import dev.refgate.report.Sheet;
import dev.refgate.report.Sheet.Lines;
import dev.refgate.report.TerminalDiff;
import dev.refgate.report.TerminalTests;
import dev.refgate.test.TestReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a goal: the answer in one number and one line, and the same at length in every form that is written.
 *
 * @param code as {@link ExitCode} says
 * @param summary one line, what people read first
 * @param text for the log
 * @param markdown for a review
 * @param html a page
 * @param values a JSON object, as the command line prints it with {@code --json}
 * @param junit JUnit XML by suite; none of what is no test
 * @param fix the goal with its properties that helps when the answer is no, such as {@code plan -Drefgate.to=staging}
 */
record Result(
        int code,
        String summary,
        String text,
        String markdown,
        String html,
        Map<String, Object> values,
        Map<String, String> junit,
        Optional<String> fix) {

    /** Of what is told in a sheet. */
    static Result of(String summary, Sheet sheet, Map<String, Object> values) {
        return new Result(
                ExitCode.DONE,
                summary,
                sheet.text(),
                sheet.markdown(summary),
                sheet.html(summary),
                values,
                Map.of(),
                Optional.empty());
    }

    /** Of a comparison. */
    static Result of(RepositoryDiff diff) {
        String text = new TerminalDiff(false).render(diff);
        return new Result(
                ExitCode.DONE,
                text.lines().findFirst().orElse("nothing differs"),
                text,
                new MarkdownDiff().render(diff),
                new HtmlDiff().render(diff),
                JsonDiff.of(diff),
                Map.of(),
                Optional.empty());
    }

    /** Of tests; no when one failed, and when none ran. */
    static Result of(TestReport report) {
        String text = new TerminalTests(false).render(report);
        return new Result(
                report.passed() ? ExitCode.DONE : ExitCode.NO,
                report.title() + ": " + report.summary(),
                text,
                new MarkdownTests().render(report),
                new Sheet(List.of(new Lines(text.lines().toList()))).html(report.title() + ": " + report.summary()),
                new JsonTests().render(report),
                new JUnitTests().renderEach(report),
                Optional.empty());
    }

    /** Of what kept the goal from its answer, or of gates that are its answer. */
    static Result of(RuntimeException thrown) {
        String message = Words.of(thrown);
        Sheet sheet = new Sheet(List.of(new Lines(message.lines().toList())));
        if (thrown instanceof GateRefusedException refused) {
            sheet = MoveSheets.gates(refused.gates()).map(sheet::and).orElse(sheet);
        }
        return of(message, sheet, Map.of("message", message)).with(ExitCode.of(thrown));
    }

    Result with(int changed) {
        return new Result(changed, summary, text, markdown, html, values, junit, fix);
    }

    /** What helps when the answer is no. */
    Result orElse(String goal) {
        return code == ExitCode.DONE || fix.isPresent()
                ? this
                : new Result(code, summary, text, markdown, html, values, junit, Optional.of(goal));
    }

    /** Whether it is an answer that fails a build, and no breakage. */
    boolean isNo() {
        return switch (code) {
            case ExitCode.DIFFERENT, ExitCode.NO, ExitCode.PENDING, ExitCode.STALE -> true;
            default -> false;
        };
    }

    /** The code in a word. */
    String verdict() {
        return switch (code) {
            case ExitCode.DONE -> "done";
            case ExitCode.DIFFERENT -> "different";
            case ExitCode.NO -> "no";
            case ExitCode.PENDING -> "pending";
            case ExitCode.STALE -> "stale";
            case ExitCode.REMOTE -> "remote";
            case ExitCode.USAGE -> "usage";
            default -> "error";
        };
    }
}
