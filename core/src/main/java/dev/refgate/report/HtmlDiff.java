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
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1f2328;background:#fff}
            code,pre{font:13px/1.45 ui-monospace,monospace}
            code{background:#f0f1f3;border-radius:4px;padding:.1em .3em}
            pre{border:1px solid #d1d9e0;border-radius:6px;overflow:auto;padding:.5rem;margin:.3rem 0 1rem}
            section{border-top:1px solid #d1d9e0;margin-top:2rem}
            ul{padding-left:1.2rem}
            .added{color:#116329}.removed{color:#a40e26}.changed{color:#7d4e00}.note{color:#59636e}
            pre .added{background:#dafbe1}pre .removed{background:#ffebe9}pre .hunk{color:#0550ae}
            pre span{display:block;white-space:pre-wrap}
            """;

    private final SvgGraph graph = new SvgGraph();

    /** The whole page. */
    public String render(RepositoryDiff diff) {
        StringBuilder out = new StringBuilder();
        String title = escape(Visible.line(diff.from())) + " → " + escape(Visible.line(diff.to()));
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n<p>")
                .append(escape(Wording.count(diff)))
                .append(".</p>\n");
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
        return out.append("</body>\n</html>\n").toString();
    }

    private void workflow(StringBuilder out, WorkflowDiff workflow) {
        String id = escape(workflow.id().value());
        out.append("<section id=\"").append(id).append("\">\n<h2>").append(id).append(' ');
        out.append(workflow.change().word()).append("</h2>\n");
        Wording.contents(workflow.summary())
                .ifPresent(contents -> out.append("<p class=\"note\">")
                        .append(escape(contents))
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
                .append(escape(Visible.cut(Visible.line(line.text()), LONGEST_LINE)))
                .append("</span>");
        if (line.unended()) {
            out.append("<span class=\"note\">\\ No newline at end of file</span>");
        }
    }

    private static String inline(Statement statement) {
        StringBuilder out = new StringBuilder();
        statement
                .parts()
                .forEach(part ->
                        out.append(part.foreign() ? "<code>" + escape(part.text()) + "</code>" : escape(part.text())));
        return out.toString();
    }

    private static String cssClass(Optional<Change> mark) {
        return mark.map(Change::word).orElse("note");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
