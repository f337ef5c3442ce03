package dev.refgate.action;

import dev.refgate.diff.RepositoryDiff;
import dev.refgate.document.Problem;
import dev.refgate.report.MarkdownDiff;
import dev.refgate.report.MarkdownTests;
import dev.refgate.report.Sheet;
import dev.refgate.report.TerminalDiff;
import dev.refgate.report.TerminalTests;
import dev.refgate.test.TestReport;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a report says in full.
 *
 * @param text for the log
 * @param markdown of at most so many characters, for everything else
 */
record Content(String text, IntFunction<String> markdown) {
    private static final String TOO_LONG = "_This is too long to be shown here; the job's log has it._\n";

    static Content none() {
        return new Content("", limit -> "");
    }

    static Content of(Sheet sheet) {
        return new Content(sheet.text(), limit -> {
            // The report has a title of its own.
            String markdown = sheet.markdown("refgate");
            String body = markdown.substring(markdown.indexOf('\n') + 1);
            return body.length() <= limit ? body : TOO_LONG;
        });
    }

    static Content of(List<Problem> problems) {
        return problems.isEmpty()
                ? none()
                : of(Sheet.of(problems.stream().map(Problem::toString).toArray(String[]::new)));
    }

    static Content of(RepositoryDiff diff) {
        return new Content(
                new TerminalDiff(false).render(diff),
                limit -> MarkdownDiff.folded(limit).render(diff));
    }

    static Content of(TestReport report) {
        return new Content(new TerminalTests(false).render(report), limit -> new MarkdownTests().render(report, limit));
    }
}
