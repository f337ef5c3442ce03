package dev.refgate.action;

import dev.refgate.report.MarkdownText;

/**
 * What came of a command, in one line.
 *
 * @param words our own
 * @param foreign what others wrote, or nothing; comes last
 */
record Headline(String words, String foreign) {
    private static final int LONGEST = 400;

    static Headline of(String words) {
        return new Headline(words, "");
    }

    String text() {
        return (words + " " + foreign).strip();
    }

    /** In Markdown, where what others wrote stays text. */
    String markdown() {
        String cut = foreign.length() > LONGEST ? foreign.substring(0, LONGEST) + "…" : foreign;
        return foreign.isEmpty() ? words : (words + " " + MarkdownText.code(cut)).strip();
    }
}
