package dev.refgate.report;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.FileDiff;
import dev.refgate.diff.NoBlocksView;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.UnifiedDiff.Line;
import dev.refgate.diff.WorkflowChange;
import dev.refgate.diff.WorkflowDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences as Markdown, for pull requests and step summaries. Never longer than 60,000 characters, which fits where
 * forges put comments: first come what the changes mean and which blocks they touch, for all workflows, then pictures, then
 * lines of files, as far as there is room; a note says what is left out.
 */
public final class MarkdownDiff {
    /** The most characters (UTF-16 units) that {@link #render} gives. */
    public static final int LIMIT = 60_000;

    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_FILE = 15_000;
    private final MermaidGraph graph = new MermaidGraph();
    private final int limit;
    private final boolean folded;

    /** A text of its own. */
    public MarkdownDiff() {
        this(LIMIT, false);
    }

    private MarkdownDiff(int limit, boolean folded) {
        this.limit = limit;
        this.folded = folded;
    }

    /**
     * A part of a longer text: below a heading of that, and with the files folded away.
     *
     * @param limit the most characters
     */
    public static MarkdownDiff folded(int limit) {
        return new MarkdownDiff(limit, true);
    }

    /** The text, ending in a line feed. */
    public String render(RepositoryDiff diff) {
        MarkdownBudget budget = new MarkdownBudget(limit);
        budget.section()
                .require((folded ? "" : "## ") + MarkdownText.code(Visible.cut(diff.from(), LONGEST_LINE)) + " → "
                        + MarkdownText.code(Visible.cut(diff.to(), LONGEST_LINE)) + "\n\n" + Wording.count(diff)
                        + ".\n");
        List<Parts> all = new ArrayList<>();
        for (WorkflowDiff workflow : diff.workflows()) {
            all.add(new Parts(workflow, budget.section(), budget.section(), budget.section(), budget.section()));
        }
        MarkdownBudget.Section more = budget.section();
        all.forEach(this::head);
        more(more, diff.more());
        all.forEach(this::blocks);
        all.forEach(this::picture);
        all.forEach(this::files);
        return budget.text();
    }

    /** A workflow, and the places in the text that are kept for it. */
    private record Parts(
            WorkflowDiff workflow,
            MarkdownBudget.Section head,
            MarkdownBudget.Section blocks,
            MarkdownBudget.Section picture,
            MarkdownBudget.Section files) {}

    private void head(Parts parts) {
        WorkflowDiff workflow = parts.workflow();
        StringBuilder title = new StringBuilder(folded ? "\n#### " : "\n### ");
        title.append(MarkdownText.code(workflow.id().value()))
                .append(' ')
                .append(workflow.change().word())
                .append("\n\n");
        Wording.contents(workflow.summary())
                .ifPresent(contents -> title.append(contents).append("\n\n"));
        List<String> items = ImpactWording.of(workflow.impact()).stream()
                .map(statement -> MarkdownText.item(shortened(statement)))
                .toList();
        parts.head().addLines(title.toString(), items, "", "workflows", "lines about impact");
    }

    private void more(MarkdownBudget.Section section, List<WorkflowChange> changes) {
        List<String> items = changes.stream()
                .map(change -> "- " + MarkdownText.code(change.id().value()) + " "
                        + change.change().word() + "\n")
                .toList();
        if (!items.isEmpty()) {
            section.addLines("\n### Further workflows\n\n", items, "", "lists of workflows", "workflows");
        }
    }

    private void blocks(Parts parts) {
        List<String> items = new ArrayList<>();
        String title = "\n**Blocks**\n\n";
        if (parts.workflow().blocks() instanceof BlocksDiff blocks) {
            Wording.blocks(blocks).forEach(statement -> items.add(MarkdownText.item(shortened(statement))));
        } else if (parts.workflow().blocks() instanceof NoBlocksView none) {
            title = "\n**Blocks** cannot be compared:\n\n";
            none.reasons()
                    .forEach(reason -> items.add("- " + MarkdownText.code(Visible.cut(reason, LONGEST_LINE)) + "\n"));
        }
        if (!items.isEmpty()) {
            parts.blocks().addLines(title, items, "", "lists of blocks", "lines about blocks");
        }
    }

    private void picture(Parts parts) {
        if (parts.workflow().blocks() instanceof BlocksDiff blocks
                && !blocks.isEmpty()
                && !blocks.graph().blocks().isEmpty()) {
            parts.picture().addWhole("\n```mermaid\n" + graph.render(blocks.graph()) + "```\n", "pictures");
        }
    }

    private void files(Parts parts) {
        List<FileDiff> files = parts.workflow().code().files();
        if (files.isEmpty()) {
            return;
        }
        if (folded) {
            fold(parts, files);
        } else if (parts.files().addWhole("\n**Files**\n", "lists of files")) {
            addAll(parts, files);
        }
    }

    private static void fold(Parts parts, List<FileDiff> files) {
        String count = files.size() == 1 ? "1 file" : files.size() + " files";
        String head = "\n<details><summary>" + count + "</summary>\n";
        if (parts.files().open(head, "\n</details>\n", "lists of files")) {
            addAll(parts, files);
            parts.files().close();
        }
    }

    private static void addAll(Parts parts, List<FileDiff> files) {
        for (FileDiff file : files) {
            StringBuilder head = new StringBuilder("\n")
                    .append(MarkdownText.inline(shortened(Wording.file(file))))
                    .append("\n");
            Wording.notes(file)
                    .forEach(note -> head.append("\n")
                            .append(MarkdownText.inline(shortened(note)))
                            .append("\n"));
            List<String> lines = lines(file);
            if (lines.isEmpty()) {
                parts.files().addWhole(head.toString(), "files");
            } else {
                String fence = MarkdownText.fence(lines);
                head.append("\n").append(fence).append("diff\n");
                parts.files().addLines(head.toString(), lines, fence + "\n", "files", "lines of files", LONGEST_FILE);
            }
        }
    }

    private static List<String> lines(FileDiff file) {
        List<String> lines = new ArrayList<>();
        file.readable().hunks().forEach(hunk -> {
            lines.add(hunk.header() + "\n");
            hunk.lines().forEach(line -> lines.add(line(line)));
        });
        return lines;
    }

    private static String line(Line line) {
        String text = line.kind().sign() + Visible.cut(Visible.line(line.text()), LONGEST_LINE) + "\n";
        return line.unended() ? text + "\\ No newline at end of file\n" : text;
    }

    private static Statement shortened(Statement statement) {
        return new Statement(
                statement.mark(),
                statement.depth(),
                statement.parts().stream()
                        .map(part -> new Statement.Part(Visible.cut(part.text(), LONGEST_LINE), part.foreign()))
                        .toList());
    }
}
