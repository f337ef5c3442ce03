package dev.refgate.report;

import java.util.List;

/** Writes foreign text into Markdown so that it stays text: as code, in fences that it cannot close. */
public final class MarkdownText {
    private static final int SHORTEST_FENCE = 3;

    private MarkdownText() {}

    /** A statement as an item of a list. */
    static String item(Statement statement) {
        return "  ".repeat(statement.depth()) + "- " + inline(statement) + "\n";
    }

    static String inline(Statement statement) {
        StringBuilder out = new StringBuilder();
        statement.parts().forEach(part -> out.append(part.foreign() ? code(part.text()) : part.text()));
        return out.toString();
    }

    /** A code span; nothing inside is a link, a mention, HTML or Markdown. */
    public static String code(String foreign) {
        String text = Visible.line(foreign);
        if (text.isBlank()) {
            return "(empty)";
        }
        String fence = "`".repeat(longestRun(text) + 1);
        boolean pad = text.startsWith("`") || text.endsWith("`") || (text.startsWith(" ") && text.endsWith(" "));
        return pad ? fence + " " + text + " " + fence : fence + text + fence;
    }

    /** A fence that none of the lines closes. */
    static String fence(List<String> lines) {
        int longest = lines.stream().mapToInt(MarkdownText::longestRun).max().orElse(0);
        return "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
