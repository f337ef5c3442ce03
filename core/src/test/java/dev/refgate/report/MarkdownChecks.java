package dev.refgate.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at Markdown as CommonMark does, as far as fences and code spans go. */
final class MarkdownChecks {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,})([^`]*)$");
    private static final Pattern SPAN = Pattern.compile("(?<!`)(`+)(?!`)(.*?)(?<!`)\\1(?!`)");

    private MarkdownChecks() {}

    /** The text without what stands in fences and code spans. */
    static String outsideOfCode(String markdown) {
        StringBuilder out = new StringBuilder();
        scan(markdown, out);
        return out.toString();
    }

    /** Fails when a fence is not closed. */
    static void requireBalanced(String markdown) {
        if (scan(markdown, new StringBuilder()) != 0) {
            throw new AssertionError("a fence is not closed in:\n" + markdown);
        }
    }

    private static int scan(String markdown, StringBuilder outside) {
        int open = 0;
        for (String line : markdown.split("\n", -1)) {
            Matcher fence = FENCE.matcher(line);
            if (open == 0 && fence.matches()) {
                open = fence.group(1).length();
            } else if (open > 0
                    && fence.matches()
                    && fence.group(1).length() >= open
                    && fence.group(2).isBlank()) {
                open = 0;
            } else if (open == 0) {
                outside.append(SPAN.matcher(line).replaceAll("")).append('\n');
            }
        }
        return open;
    }
}
