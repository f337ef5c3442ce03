package dev.refgate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A text with a limit. Its sections stand in the order in which they were made, and are filled in the order of their
 * importance; what finds no room any more is counted, and named at the end.
 */
final class MarkdownBudget {
    private static final int NOTE = 600;

    private final int limit;
    private int left;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Integer> omitted = new LinkedHashMap<>();

    MarkdownBudget(int limit) {
        this.limit = limit;
        this.left = limit - NOTE;
    }

    Section section() {
        Section section = new Section();
        sections.add(section);
        return section;
    }

    String text() {
        String text = sections.stream().map(section -> section.out.toString()).collect(Collectors.joining());
        if (omitted.isEmpty()) {
            return text;
        }
        String what = omitted.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return text + "\n_Left out, so that this fits into " + limit + " characters: " + what
                + ". The command line and the HTML report show everything._\n";
    }

    private void omit(String what, int count) {
        omitted.merge(what, count, Integer::sum);
    }

    /** A place in the text. */
    final class Section {
        private final StringBuilder out = new StringBuilder();
        private String end = "";

        /** Adds what has to be there; it is short. */
        void require(String text) {
            out.append(text);
            left -= text.length();
        }

        /** Adds all of it, or nothing; says which. */
        boolean addWhole(String text, String kind) {
            boolean fits = text.length() <= left;
            if (fits) {
                require(text);
            } else {
                omit(kind, 1);
            }
            return fits;
        }

        /**
         * Adds the beginning of something and keeps room for its end, or adds nothing.
         *
         * @param end what {@link #close} adds
         * @return whether there was room
         */
        boolean open(String begin, String end, String kind) {
            boolean fits = begin.length() + end.length() <= left;
            if (fits) {
                require(begin);
                left -= end.length();
                this.end = end;
            } else {
                omit(kind, 1);
            }
            return fits;
        }

        /** Adds the end of what was begun. */
        void close() {
            out.append(end);
            end = "";
        }

        void addLines(String head, List<String> lines, String tail, String kind, String lineKind) {
            addLines(head, lines, tail, kind, lineKind, Integer.MAX_VALUE);
        }

        /**
         * Adds as many lines as there is room for, between a head and a tail, which are there if anything is.
         *
         * @param kind what is left out when there is no room for the head
         * @param lineKind what lines that are left out are
         * @param most the most characters that this may take
         */
        void addLines(String head, List<String> lines, String tail, String kind, String lineKind, int most) {
            int room = Math.min(left, most) - head.length() - tail.length();
            int count = 0;
            int length = 0;
            while (count < lines.size() && length + lines.get(count).length() <= room) {
                length += lines.get(count).length();
                count++;
            }
            if (room < 0 || (count == 0 && !lines.isEmpty())) {
                omit(kind, 1);
                return;
            }
            require(head + String.join("", lines.subList(0, count)) + tail);
            if (count < lines.size()) {
                omit(lineKind, lines.size() - count);
            }
        }
    }
}
