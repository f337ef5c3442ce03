package dev.refgate.report;

import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.report.Sheet.Lines;
import dev.refgate.report.Sheet.Part;
import dev.refgate.report.Sheet.Table;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Moves of environments in words: what is planned, what would be moved, what was. */
public final class MoveSheets {
    private final BiFunction<WorkflowId, ContentId, Optional<String>> labels;

    /**
     * @param labels what people call a content, such as {@code r12}
     */
    public MoveSheets(BiFunction<WorkflowId, ContentId, Optional<String>> labels) {
        this.labels = labels;
    }

    /** What a promotion would move, and what the gates say. */
    public Sheet plan(PromotionPlan plan) {
        List<Part> parts = new ArrayList<>();
        parts.add(lines(
                plan.moves().isEmpty()
                        ? "Nothing to move to " + plan.environment() + "."
                        : plan.id() + " for " + plan.environment()));
        moves(plan.moves()).ifPresent(parts::add);
        if (!plan.warnings().isEmpty()) {
            parts.add(new Lines(plan.warnings().stream()
                    .map(warning -> "warning: " + warning)
                    .toList()));
        }
        gates(plan.gates()).ifPresent(parts::add);
        return new Sheet(parts);
    }

    /** What came of a promotion, a rollback or a release. */
    public Sheet result(MoveResult result, String environment) {
        List<Part> parts = new ArrayList<>();
        switch (result.outcome()) {
            case NOTHING_TO_DO -> {
                return Sheet.of("Nothing to move to " + environment + ".");
            }
            case DRY_RUN -> parts.add(lines("Would move " + environment + "; nothing was moved."));
            case DEPLOYED -> result.deployment().map(MoveSheets::headline).ifPresent(parts::add);
        }
        moves(result.moves()).ifPresent(parts::add);
        gates(result.gates()).ifPresent(parts::add);
        return new Sheet(parts);
    }

    private static Part headline(Deployment deployment) {
        return lines(
                deployment.action().word() + " " + deployment.id() + " in " + deployment.environment(),
                "commit " + deployment.commit());
    }

    private static Part lines(String... lines) {
        return new Lines(List.of(lines));
    }

    /** Workflow, from, to; empty when nothing moves. */
    public Optional<Table> moves(List<Move> moves) {
        return table(
                List.of("WORKFLOW", "FROM", "TO"),
                moves.stream()
                        .map(move -> List.of(
                                move.workflow().value(),
                                content(move.workflow(), move.from(), "(absent)"),
                                content(move.workflow(), move.to(), "(deleted)")))
                        .toList());
    }

    /** {@code 1a2b3c4d5e6f (r12)}; without the number when no revision has that content. */
    public String content(WorkflowId workflow, Optional<ContentId> content, String none) {
        return content.map(id -> id.abbreviated()
                        + labels.apply(workflow, id)
                                .map(label -> " (" + label + ")")
                                .orElse(""))
                .orElse(none);
    }

    /** Gate, state, evidence; empty when none was asked. */
    public static Optional<Table> gates(List<GateResult> gates) {
        return table(
                List.of("GATE", "STATE", "EVIDENCE"),
                gates.stream()
                        .map(gate -> List.of(gate.type(), gate.state().word(), gate.evidence()))
                        .toList());
    }

    private static Optional<Table> table(List<String> headings, List<List<String>> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(headings, rows));
    }
}
