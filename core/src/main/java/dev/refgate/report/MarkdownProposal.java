package dev.refgate.report;

import dev.refgate.diff.RepositoryDiff;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.Proposal;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The text of a promotion's pull request: a mark for programs, what moves, what became of the gates, and what it means
 * ({@link MarkdownDiff}). Never longer than 65,536 characters. All that people wrote stands in code spans: it mentions
 * nobody, links nowhere and formats nothing.
 */
public final class MarkdownProposal {
    /** The most characters (UTF-16 units) that {@link #render} gives: what GitHub takes. */
    public static final int LIMIT = 65_536;

    private static final int HEAD_LIMIT = LIMIT - MarkdownDiff.LIMIT;
    private static final int LONGEST_TEXT = 300;

    private final BiFunction<WorkflowId, ContentId, Optional<String>> labels;

    /**
     * @param labels what people call a content, such as {@code r12}
     */
    public MarkdownProposal(BiFunction<WorkflowId, ContentId, Optional<String>> labels) {
        this.labels = labels;
    }

    /** The text, ending in a line feed. */
    public String render(Proposal proposal, RepositoryDiff diff) {
        MarkdownBudget budget = new MarkdownBudget(HEAD_LIMIT);
        MarkdownBudget.Section head = budget.section();
        MarkdownBudget.Section moves = budget.section();
        MarkdownBudget.Section gates = budget.section();
        MarkdownBudget.Section end = budget.section();
        head.require(head(proposal));
        end.require("\nMerging this is the deployment. Merge it when the status "
                + MarkdownText.code("refgate/" + proposal.plan().environment()) + " is green, which "
                + MarkdownText.code("refgate check --pull-request") + " posts.\n\n");
        gates.addLines("\n**Gates**, when this was opened:\n\n", gates(proposal), "", "lists of gates", "gates");
        moves.addLines("\n| workflow | from | to |\n| --- | --- | --- |\n", moves(proposal), "", "tables", "workflows");
        return budget.text() + new MarkdownDiff().render(diff);
    }

    /** The mark is for programs that look for the pull request of a plan; ids alone, so it cannot end early. */
    private static String head(Proposal proposal) {
        return "<!-- refgate environment=" + proposal.plan().environment() + " plan="
                + proposal.plan().id() + " deployment=" + proposal.deployment() + " -->\n"
                + "Moves " + MarkdownText.code(proposal.plan().environment()) + " by "
                + MarkdownText.code(proposal.plan().id()) + ".\n"
                + proposal.reason()
                        .filter(reason -> !reason.isBlank())
                        .map(reason -> "\nReason: " + foreign(reason) + "\n")
                        .orElse("");
    }

    private List<String> moves(Proposal proposal) {
        return proposal.plan().moves().stream().map(this::row).toList();
    }

    private String row(Move move) {
        return "| " + MarkdownText.code(move.workflow().value()) + " | " + content(move, move.from(), "(absent)")
                + " | " + content(move, move.to(), "(deleted)") + " |\n";
    }

    private String content(Move move, Optional<ContentId> content, String none) {
        return content.map(id -> MarkdownText.code(id.abbreviated())
                        + labels.apply(move.workflow(), id)
                                .map(label -> " " + label)
                                .orElse(""))
                .orElse(none);
    }

    private static List<String> gates(Proposal proposal) {
        List<String> lines = new ArrayList<>();
        for (GateResult gate : proposal.gates()) {
            lines.add("- " + MarkdownText.code(gate.type()) + " " + gate.state().word() + ": "
                    + foreign(gate.evidence()) + "\n");
        }
        return lines;
    }

    private static String foreign(String text) {
        return MarkdownText.code(Visible.cut(Visible.line(text), LONGEST_TEXT));
    }
}
