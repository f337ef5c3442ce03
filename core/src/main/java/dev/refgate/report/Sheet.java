package dev.refgate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What people are told, in paragraphs and tables: one content for terminals, as Markdown and as a page. All text in it is taken
 * for foreign, and comes out as text in each of the three.
 *
 * @param parts in the order of reading
 */
public record Sheet(List<Part> parts) {
    private static final int LIMIT = 60_000;

    public Sheet {
        parts = List.copyOf(parts);
    }

    /** A piece of a sheet. */
    public sealed interface Part {}

    /** Lines that belong together. */
    public record Lines(List<String> lines) implements Part {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A table.
     *
     * @param headings in capitals
     * @param rows each as long as the headings
     */
    public record Table(List<String> headings, List<List<String>> rows) implements Part {
        public Table {
            headings = List.copyOf(headings);
            rows = List.copyOf(rows);
        }
    }

    /** A sheet of one paragraph. */
    public static Sheet of(String... lines) {
        return new Sheet(List.of(new Lines(List.of(lines))));
    }

    /** The same with a further part behind it. */
    public Sheet and(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Sheet(more);
    }

    /** For a terminal: an empty line between two parts, and a line break at the end. */
    public String text() {
        return parts.stream().map(Sheet::text).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(Part part) {
        if (part instanceof Table table) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(table.headings());
            table.rows().forEach(row -> rows.add(row.stream().map(Visible::line).toList()));
            return Columns.align(rows);
        }
        return ((Lines) part)
                .lines().stream()
                        .map(line -> Visible.line(line) + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    /** As Markdown of at most 60,000 characters, below a heading. */
    public String markdown(String title) {
        MarkdownBudget budget = new MarkdownBudget(LIMIT);
        budget.section().require("## " + MarkdownText.code(title) + "\n");
        for (Part part : parts) {
            MarkdownBudget.Section section = budget.section();
            if (part instanceof Table table) {
                String head = "\n" + row(table.headings()) + "|"
                        + " --- |".repeat(table.headings().size()) + "\n";
                List<String> rows = table.rows().stream()
                        .map(cells -> row(cells.stream()
                                .map(cell -> MarkdownText.code(cell).replace("|", "\\|"))
                                .toList()))
                        .toList();
                section.addLines(head, rows, "", "a table", "rows of a table");
            } else {
                List<String> lines = ((Lines) part)
                        .lines().stream()
                                .map(line -> MarkdownText.code(line) + "  \n")
                                .toList();
                section.addLines("\n", lines, "", "a paragraph", "lines");
            }
        }
        return budget.text();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** As a page that needs nothing from elsewhere. */
    public String html(String title) {
        StringBuilder out = new StringBuilder(HtmlPage.begin(shown(title)));
        parts.forEach(part -> html(part, out));
        return out.append(HtmlPage.END).toString();
    }

    private static void html(Part part, StringBuilder out) {
        if (part instanceof Table table) {
            out.append("<table>\n<tr>");
            table.headings()
                    .forEach(
                            heading -> out.append("<th>").append(shown(heading)).append("</th>"));
            out.append("</tr>\n");
            table.rows().forEach(row -> {
                out.append("<tr>");
                row.forEach(cell -> out.append("<td>").append(shown(cell)).append("</td>"));
                out.append("</tr>\n");
            });
            out.append("</table>\n");
        } else {
            out.append("<p>")
                    .append(((Lines) part).lines().stream().map(Sheet::shown).collect(Collectors.joining("<br>\n")))
                    .append("</p>\n");
        }
    }

    private static String shown(String text) {
        return HtmlPage.escape(Visible.line(text));
    }
}
