package dev.refgate.maven;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.document.Problem;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.report.JsonDeployments;
import dev.refgate.report.MoveSheets;
import dev.refgate.report.Sheet;
import dev.refgate.report.Sheet.Lines;
import dev.refgate.repository.WorkflowId;
import dev.refgate.test.TestReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers of the engine as results. */
final class Reports {
    private Reports() {}

    /** What is wrong in files; no when anything is. */
    static Result problems(List<Problem> problems) {
        String summary =
                problems.isEmpty() ? "no problems" : problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        Sheet sheet = problems.isEmpty()
                ? new Sheet(List.of())
                : new Sheet(List.of(
                        new Lines(problems.stream().map(Problem::toString).toList())));
        return Result.of(
                        summary,
                        sheet,
                        Map.of(
                                "problems",
                                problems.stream().map(Reports::values).toList()))
                .with(problems.isEmpty() ? ExitCode.DONE : ExitCode.NO);
    }

    private static Map<String, Object> values(Problem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", problem.location().file());
        object.put("line", (long) problem.location().line());
        object.put("column", (long) problem.location().column());
        object.put("message", problem.message());
        return object;
    }

    /** A plan; no or pending when its gates are. */
    static Result plan(PromotionPlan plan, Promotions promotions) {
        String summary = plan.moves().isEmpty()
                ? "nothing to move to " + plan.environment()
                : plan.id() + " for " + plan.environment();
        return Result.of(summary, new MoveSheets(promotions::label).plan(plan), plan.toMap())
                .with(ExitCode.of(plan.gates()));
    }

    /** A move that was made, or was not because nothing had to be. */
    static Result move(MoveResult move, String environment, Promotions promotions) {
        String summary = switch (move.outcome()) {
            case NOTHING_TO_DO -> environment + " is there already";
            case DRY_RUN -> environment + " would move; nothing was moved";
            case DEPLOYED -> environment + " has moved";
        };
        return Result.of(
                summary,
                new MoveSheets(promotions::label).result(move, environment),
                JsonDeployments.of(environment, move));
    }

    /** The property that runs the tests of those workflows again of which one failed. */
    static String failedWorkflows(TestReport report) {
        String workflows = report.failed().stream()
                .map(result -> result.workflow())
                .distinct()
                .map(WorkflowId::value)
                .collect(Collectors.joining(","));
        return workflows.isEmpty() ? "" : " -Drefgate.workflows=" + workflows;
    }
}
