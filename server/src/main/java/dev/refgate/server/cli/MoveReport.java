package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.report.MoveSheets;
import dev.refgate.report.Sheet;
import dev.refgate.report.Sheet.Table;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Moves of environments in words, for terminals. */
final class MoveReport {
    private final MoveSheets sheets;
    private final PrintStream out;

    MoveReport(Promotions promotions, PrintStream out) {
        this.sheets = new MoveSheets(promotions::label);
        this.out = out;
    }

    /** What came of a promotion, a rollback or a release. */
    void print(MoveResult result, String environment) {
        out.print(sheets.result(result, environment).text());
    }

    /** What a promotion would do. */
    void print(PromotionPlan plan) {
        out.print(sheets.plan(plan).text());
    }

    /** A table: workflow, from, to. */
    void moves(List<Move> moves) {
        sheets.moves(moves).ifPresent(this::print);
    }

    /** {@code 1a2b3c4d5e6f (r12)}; without the number when no revision has that content. */
    String content(WorkflowId workflow, Optional<ContentId> content, String none) {
        return sheets.content(workflow, content, none);
    }

    /** A table: gate, state, evidence. */
    void gates(List<GateResult> gates) {
        MoveSheets.gates(gates).ifPresent(this::print);
    }

    private void print(Table table) {
        out.println();
        out.print(new Sheet(List.of(table)).text());
    }
}
