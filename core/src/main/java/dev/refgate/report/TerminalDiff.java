package dev.refgate.report;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.Change;
import dev.refgate.diff.FileDiff;
import dev.refgate.diff.NoBlocksView;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.UnifiedDiff.Hunk;
import dev.refgate.diff.UnifiedDiff.Line;
import dev.refgate.diff.UnifiedDiff.LineKind;
import dev.refgate.diff.WorkflowDiff;
import java.util.List;
import java.util.Optional;

/** Differences for a terminal. */
public final class TerminalDiff {
    private static final int LONGEST_LINE = 2000;
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String CYAN = "36";

    private final boolean colour;

    /**
     * @param colour whether the terminal understands ANSI colours
     */
    public TerminalDiff(boolean colour) {
        this.colour = colour;
    }

    /** The text, ending in a line feed; every workflow in full. */
    public String render(RepositoryDiff diff) {
        StringBuilder out = new StringBuilder();
        out.append(Visible.line(diff.from()))
                .append(" → ")
                .append(Visible.line(diff.to()))
                .append(": ");
        out.append(Wording.count(diff)).append('\n');
        diff.workflows().forEach(workflow -> workflow(out, workflow));
        diff.more()
                .forEach(change -> out.append('\n')
                        .append(paint(BOLD, change.id() + " " + change.change().word()))
                        .append(" (too many to look into; name it to see it)\n"));
        return out.toString();
    }

    private void workflow(StringBuilder out, WorkflowDiff workflow) {
        out.append('\n')
                .append(paint(BOLD, workflow.id() + " " + workflow.change().word()));
        Wording.contents(workflow.summary())
                .ifPresent(contents -> out.append("  ").append(contents));
        out.append('\n');
        section(out, "impact", ImpactWording.of(workflow.impact()));
        if (workflow.blocks() instanceof BlocksDiff blocks) {
            section(out, "blocks", Wording.blocks(blocks));
        } else if (workflow.blocks() instanceof NoBlocksView none) {
            List<Statement> reasons = none.reasons().stream()
                    .map(reason -> Statement.of(Change.REMOVED).show(reason))
                    .toList();
            section(out, "no blocks view", reasons);
        }
        if (!workflow.code().files().isEmpty()) {
            out.append("  files\n");
        }
        workflow.code().files().forEach(file -> file(out, file));
    }

    private void section(StringBuilder out, String title, List<Statement> statements) {
        if (!statements.isEmpty()) {
            out.append("  ").append(title).append('\n');
            statements.forEach(statement -> statement(out, statement));
        }
    }

    private void statement(StringBuilder out, Statement statement) {
        StringBuilder line = new StringBuilder(statement.depth() == 0 ? sign(statement.mark()) : "      ");
        statement.parts().forEach(part -> line.append(part.text()));
        out.append("    ")
                .append(paint(colourOf(statement.mark()), line.toString()))
                .append('\n');
    }

    private void file(StringBuilder out, FileDiff file) {
        statement(out, Wording.file(file));
        Wording.notes(file).forEach(note -> statement(out, note));
        for (Hunk hunk : file.readable().hunks()) {
            out.append("      ").append(paint(CYAN, hunk.header())).append('\n');
            hunk.lines().forEach(line -> line(out, line));
        }
    }

    private void line(StringBuilder out, Line line) {
        String text = line.kind().sign() + Visible.cut(Visible.line(line.text()), LONGEST_LINE);
        String code = line.kind() == LineKind.ADDED ? GREEN : line.kind() == LineKind.REMOVED ? RED : "";
        out.append("      ").append(paint(code, text)).append('\n');
        if (line.unended()) {
            out.append("      \\ No newline at end of file\n");
        }
    }

    private static String sign(Optional<Change> mark) {
        return mark.map(change -> switch (change) {
                    case ADDED -> "+ ";
                    case REMOVED -> "- ";
                    case CHANGED -> "~ ";
                })
                .orElse("  ");
    }

    private static String colourOf(Optional<Change> mark) {
        return mark.map(change -> switch (change) {
                    case ADDED -> GREEN;
                    case REMOVED -> RED;
                    case CHANGED -> YELLOW;
                })
                .orElse("");
    }

    private String paint(String code, String text) {
        return colour && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
