package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.MoveResult;
import dev.refgate.report.Visible;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves of environments in words, for terminals. */
final class MoveReport {
    private final Promotions promotions;
    private final PrintStream out;

    MoveReport(Promotions promotions, PrintStream out) {
        this.promotions = promotions;
        this.out = out;
    }

    /** What came of a promotion, a rollback or a release. */
    void print(MoveResult result, String environment) {
        switch (result.outcome()) {
            case NOTHING_TO_DO -> out.println("Nothing to move to " + environment + ".");
            case DRY_RUN -> {
                out.println("Would move " + environment + "; nothing was moved.");
                details(result.moves(), result.gates());
            }
            case DEPLOYED -> {
                result.deployment().ifPresent(this::headline);
                details(result.moves(), result.gates());
            }
        }
    }

    private void headline(Deployment deployment) {
        out.println(deployment.action().word() + " " + deployment.id() + " in " + deployment.environment());
        out.println("commit " + deployment.commit());
    }

    private void details(List<Move> moves, List<GateResult> gates) {
        moves(moves);
        gates(gates);
    }

    /** A table: workflow, from, to. */
    void moves(List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKFLOW", "FROM", "TO"));
        moves.forEach(move -> rows.add(List.of(
                move.workflow().value(),
                content(move.workflow(), move.from(), "(absent)"),
                content(move.workflow(), move.to(), "(deleted)"))));
        out.println();
        out.print(Columns.align(rows));
    }

    /** {@code 1a2b3c4d5e6f (r12)}; without the number when no revision has that content. */
    String content(WorkflowId workflow, Optional<ContentId> content, String none) {
        return content.map(id -> id.abbreviated()
                        + promotions
                                .label(workflow, id)
                                .map(label -> " (" + label + ")")
                                .orElse(""))
                .orElse(none);
    }

    /** A table: gate, state, evidence. */
    void gates(List<GateResult> gates) {
        if (gates.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GATE", "STATE", "EVIDENCE"));
        gates.forEach(gate -> rows.add(List.of(gate.type(), gate.state().word(), Visible.line(gate.evidence()))));
        out.println();
        out.print(Columns.align(rows));
    }
}
