package dev.refgate.report;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.Change;
import dev.refgate.diff.FileDiff;
import dev.refgate.diff.NoBlocksView;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.UnifiedDiff;
import dev.refgate.diff.UnifiedDiff.Line;
import dev.refgate.diff.WorkflowDiff;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Differences as one HTML page that needs nothing from elsewhere: no scripts, no fonts, no images. */
public final class HtmlDiff {
    private static final int LONGEST_LINE = 5000;
    private final SvgGraph graph = new SvgGraph();

    /** The whole page. */
    public String render(RepositoryDiff diff) {
        String title = HtmlPage.escape(Visible.line(diff.from())) + " → " + HtmlPage.escape(Visible.line(diff.to()));
        StringBuilder out = new StringBuilder(HtmlPage.begin(title));
        out.append("<p>").append(HtmlPage.escape(Wording.count(diff))).append(".</p>\n");
        diff.workflows().forEach(workflow -> workflow(out, workflow));
        if (!diff.more().isEmpty()) {
            List<Statement> more = diff.more().stream()
                    .map(change -> Statement.of(change.change())
                            .show(change.id().value())
                            .say(" " + change.change().word()))
                    .toList();
            out.append("<section>\n<h2>Further workflows</h2>\n");
            list(out, more);
            out.append("</section>\n");
        }
        return out.append(HtmlPage.END).toString();
    }

    private void workflow(StringBuilder out, WorkflowDiff workflow) {
        String id = HtmlPage.escape(workflow.id().value());
        out.append("<section id=\"").append(id).append("\">\n<h2>").append(id).append(' ');
        out.append(workflow.change().word()).append("</h2>\n");
        Wording.contents(workflow.summary())
                .ifPresent(contents -> out.append("<p class=\"note\">")
                        .append(HtmlPage.escape(contents))
                        .append("</p>\n"));
        part(out, "Impact", ImpactWording.of(workflow.impact()));
        if (workflow.blocks() instanceof BlocksDiff blocks) {
            part(out, "Blocks", Wording.blocks(blocks));
            if (!blocks.isEmpty() && !blocks.graph().blocks().isEmpty()) {
                out.append(graph.render(blocks.graph()));
            }
        } else if (workflow.blocks() instanceof NoBlocksView none) {
            part(
                    out,
                    "Blocks cannot be compared",
                    none.reasons().stream()
                            .map(reason -> Statement.of(Change.REMOVED).show(reason))
                            .toList());
        }
        if (!workflow.code().files().isEmpty()) {
            out.append("<h3>Files</h3>\n");
            workflow.code().files().forEach(file -> file(out, file));
        }
        out.append("</section>\n");
    }

    private static void part(StringBuilder out, String title, List<Statement> statements) {
        if (!statements.isEmpty()) {
            out.append("<h3>").append(title).append("</h3>\n");
            list(out, statements);
        }
    }

    private static void list(StringBuilder out, List<Statement> statements) {
        out.append("<ul>\n");
        statements.forEach(statement -> out.append("<li class=\"")
                .append(cssClass(statement.mark()))
                .append(statement.depth() == 0 ? "\">" : "\" style=\"margin-left:1.5rem\">")
                .append(inline(statement))
                .append("</li>\n"));
        out.append("</ul>\n");
    }

    private static void file(StringBuilder out, FileDiff file) {
        out.append("<p>").append(inline(Wording.file(file))).append("</p>\n");
        if (!Wording.notes(file).isEmpty()) {
            list(out, Wording.notes(file));
        }
        lines(out, file.readable());
        if (file.showsCanonical()) {
            out.append("<details><summary>The file as it is</summary>\n");
            lines(out, file.lines());
            out.append("</details>\n");
        }
    }

    private static void lines(StringBuilder out, UnifiedDiff diff) {
        if (diff.isEmpty()) {
            return;
        }
        out.append("<pre>");
        diff.hunks().forEach(hunk -> {
            out.append("<span class=\"hunk\">").append(hunk.header()).append("</span>");
            hunk.lines().forEach(line -> line(out, line));
        });
        out.append("</pre>\n");
    }

    private static void line(StringBuilder out, Line line) {
        out.append("<span class=\"")
                .append(line.kind().name().toLowerCase(Locale.ROOT))
                .append("\">")
                .append(line.kind().sign())
                .append(HtmlPage.escape(Visible.cut(Visible.line(line.text()), LONGEST_LINE)))
                .append("</span>");
        if (line.unended()) {
            out.append("<span class=\"note\">\\ No newline at end of file</span>");
        }
    }

    private static String inline(Statement statement) {
        StringBuilder out = new StringBuilder();
        statement
                .parts()
                .forEach(part -> out.append(
                        part.foreign()
                                ? "<code>" + HtmlPage.escape(part.text()) + "</code>"
                                : HtmlPage.escape(part.text())));
        return out.toString();
    }

    private static String cssClass(Optional<Change> mark) {
        return mark.map(Change::word).orElse("note");
    }
}
