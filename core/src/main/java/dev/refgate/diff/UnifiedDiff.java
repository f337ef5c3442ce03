package dev.refgate.diff;

import java.util.List;

/**
 * The differing lines of two texts, with three lines of context.
 *
 * @param hunks in the texts' order
 */
public record UnifiedDiff(List<Hunk> hunks) {
    /** Nothing differs, or there is nothing to show. */
    public static final UnifiedDiff EMPTY = new UnifiedDiff(List.of());

    public UnifiedDiff {
        hunks = List.copyOf(hunks);
    }

    public boolean isEmpty() {
        return hunks.isEmpty();
    }

    /** How many lines are new. */
    public long added() {
        return count(LineKind.ADDED);
    }

    /** How many lines are gone. */
    public long removed() {
        return count(LineKind.REMOVED);
    }

    private long count(LineKind kind) {
        return hunks.stream()
                .flatMap(hunk -> hunk.lines().stream())
                .filter(line -> line.kind() == kind)
                .count();
    }

    /**
     * Lines that stand together.
     *
     * @param fromStart the first line's number before, from 1; the line that it follows when {@code fromCount} is 0
     * @param fromCount how many lines it has of the text before
     * @param toStart the same for the text after
     * @param toCount the same for the text after
     */
    public record Hunk(int fromStart, int fromCount, int toStart, int toCount, List<Line> lines) {
        public Hunk {
            lines = List.copyOf(lines);
        }

        /** {@code @@ -1,4 +1,5 @@}. */
        public String header() {
            return "@@ -" + range(fromStart, fromCount) + " +" + range(toStart, toCount) + " @@";
        }

        private static String range(int start, int count) {
            return count == 1 ? String.valueOf(start) : start + "," + count;
        }
    }

    /**
     * One line.
     *
     * @param text without its line ending; secrets are masked
     * @param unended whether no newline follows it
     */
    public record Line(LineKind kind, String text, boolean unended) {}

    /** Which side a line is on. */
    public enum LineKind {
        CONTEXT(' '),
        REMOVED('-'),
        ADDED('+');

        private final char sign;

        LineKind(char sign) {
            this.sign = sign;
        }

        /** What unified diffs begin such a line with. */
        public char sign() {
            return sign;
        }
    }
}
