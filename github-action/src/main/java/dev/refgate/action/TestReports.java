package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.document.Problem;
import dev.refgate.report.GithubAnnotations;
import dev.refgate.report.JUnitTests;
import dev.refgate.test.CaseResult;
import dev.refgate.test.Failure;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** What test and smoke have in common. */
final class TestReports {
    private TestReports() {}

    static TestSelection selection(Workplace workplace) {
        return new TestSelection(
                workplace.inputs().find("filter"), workplace.inputs().list("tag"));
    }

    /**
     * @param folder whose files the lines of failed tests are in
     * @param advice what to do when tests failed
     */
    static Report of(Workplace workplace, TestReport tests, Path folder, String advice) throws IOException {
        Optional<String> junit = workplace.inputs().find("junit");
        if (junit.isPresent()) {
            Path file = Path.of(junit.get()).toAbsolutePath();
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, new JUnitTests().render(tests));
        }
        Headline headline = Headline.of(tests.summary());
        if (tests.passed()) {
            return Report.of(Verdict.PASSED, ExitCode.DONE, headline, Content.of(tests));
        }
        GithubAnnotations annotations = GithubAnnotations.below(folder);
        return Report.of(Verdict.FAILED, ExitCode.NO, headline, Content.of(tests))
                .annotated(tests.failed().stream()
                        .map(result -> annotations.line("refgate test", problem(result)))
                        .toList())
                .andThen(advice);
    }

    private static Problem problem(CaseResult result) {
        return new Problem(
                result.testCase().location(),
                result.workflow() + ": " + result.testCase().name() + ": "
                        + result.failures().stream().map(TestReports::line).collect(Collectors.joining("; ")));
    }

    private static String line(Failure failure) {
        return failure.what() + ": expected " + failure.expected() + ", found " + failure.actual();
    }
}
