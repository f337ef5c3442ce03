package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.error.RefgateException;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.report.GithubAnnotations;
import dev.refgate.report.MoveSheets;
import dev.refgate.report.Sheet;
import java.util.List;
import java.util.Objects;

/** Makes reports of what went wrong. */
final class Failures {
    private Failures() {}

    static Report report(String command, Exception e) {
        return report(command, e, ExitCode.of(e));
    }

    /** The same where it is known better what to end with. */
    static Report report(String command, Exception e, int code) {
        String message = message(e);
        Report report = Report.of(Verdict.of(code), code, new Headline("", message), content(e))
                .annotated(List.of(GithubAnnotations.error("refgate " + command, message)))
                .andThen(next(code));
        return e instanceof InvalidDocumentException invalid ? report.annotated(lines(command, invalid)) : report;
    }

    private static List<String> lines(String command, InvalidDocumentException e) {
        GithubAnnotations annotations = new GithubAnnotations("");
        return e.problems().stream()
                .map((Problem problem) -> annotations.line("refgate " + command, problem))
                .toList();
    }

    private static Content content(Exception e) {
        return e instanceof GateRefusedException refused
                ? MoveSheets.gates(refused.gates())
                        .map(table -> Content.of(new Sheet(List.of(table))))
                        .orElse(Content.none())
                : Content.none();
    }

    private static String next(int code) {
        return switch (code) {
            case ExitCode.NO -> "mend what it names, then run this job again.";
            case ExitCode.PENDING -> "only time is missing: run this job again later.";
            case ExitCode.STALE -> "something moved meanwhile: plan again, look at the plan, and promote that.";
            case ExitCode.REMOTE ->
                "the token or the network: see the permissions in the action's guide, then run this job again.";
            case ExitCode.USAGE -> "mend what stands under `with:` in the workflow file.";
            default -> "";
        };
    }

    static String message(Exception e) {
        if (e instanceof RefgateException) {
            return Objects.requireNonNullElse(e.getMessage(), "");
        }
        return "not foreseen: " + e + " (run the job again with debug logging to see where)";
    }
}
