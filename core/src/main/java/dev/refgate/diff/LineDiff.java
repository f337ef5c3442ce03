package dev.refgate.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.refgate.diff.UnifiedDiff.Hunk;
import dev.refgate.diff.UnifiedDiff.Line;
import dev.refgate.diff.UnifiedDiff.LineKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The unified diff of two texts. Lines are compared as they are and shown masked. Lines that only one side has are taken
 * out first: they match nothing, and without them even texts that share little are compared fast.
 */
final class LineDiff {
    private static final int CONTEXT = 3;
    /** Above so many lines in question (both sides), the exact answer may take long; then they count as replaced. */
    private static final int MOST_LINES = 20_000;

    private final Side from;
    private final Side to;

    private LineDiff(Side from, Side to) {
        this.from = from;
        this.to = to;
    }

    /**
     * A text.
     *
     * @param text what is compared
     * @param shown its lines, masked
     */
    record Side(TextFile text, List<String> shown) {
        static final Side NONE = new Side(TextFile.EMPTY, List.of());

        private String key(int index) {
            return isUnended(index)
                    ? text.lines().get(index) + "\n"
                    : text.lines().get(index);
        }

        private boolean isUnended(int index) {
            return text.unended() && index == size() - 1;
        }

        private int size() {
            return text.lines().size();
        }
    }

    static UnifiedDiff of(Side from, Side to) {
        LineDiff diff = new LineDiff(from, to);
        return new UnifiedDiff(diff.hunks(diff.differences()));
    }

    /** A run of lines before that is replaced by a run of lines after; ends are exclusive. */
    private record Replaced(int fromStart, int fromEnd, int toStart, int toEnd) {}

    private List<Replaced> differences() {
        int head = 0;
        int shorter = Math.min(from.size(), to.size());
        while (head < shorter && from.key(head).equals(to.key(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && from.key(from.size() - 1 - tail).equals(to.key(to.size() - 1 - tail))) {
            tail++;
        }
        return between(head, from.size() - tail, to.size() - tail);
    }

    private List<Replaced> between(int head, int fromEnd, int toEnd) {
        Map<String, Integer> numbers = new HashMap<>();
        Numbered before = number(from, head, fromEnd, numbers);
        Numbered after = number(to, head, toEnd, numbers);
        Numbered left = before.retain(after);
        Numbered right = after.retain(before);
        List<Replaced> differences = new ArrayList<>();
        int i = head;
        int j = head;
        for (int[] match : matches(left, right)) {
            if (match[0] > i || match[1] > j) {
                differences.add(new Replaced(i, match[0], j, match[1]));
            }
            i = match[0] + 1;
            j = match[1] + 1;
        }
        if (fromEnd > i || toEnd > j) {
            differences.add(new Replaced(i, fromEnd, j, toEnd));
        }
        return differences;
    }

    private static List<int[]> matches(Numbered left, Numbered right) {
        List<int[]> matches = new ArrayList<>();
        if (left.lines.size() + right.lines.size() > MOST_LINES) {
            return matches;
        }
        int i = 0;
        int j = 0;
        Patch<Integer> patch = DiffUtils.diff(left.lines, right.lines, new MyersDiffWithLinearSpace<>());
        for (AbstractDelta<Integer> delta : patch.getDeltas()) {
            for (; i < delta.getSource().getPosition(); i++, j++) {
                matches.add(new int[] {left.places.get(i), right.places.get(j)});
            }
            i = delta.getSource().getPosition() + delta.getSource().size();
            j = delta.getTarget().getPosition() + delta.getTarget().size();
        }
        for (; i < left.lines.size(); i++, j++) {
            matches.add(new int[] {left.places.get(i), right.places.get(j)});
        }
        return matches;
    }

    /** Lines as numbers (equal lines have equal ones), with their places. */
    private record Numbered(List<Integer> lines, List<Integer> places) {
        Numbered retain(Numbered other) {
            Set<Integer> known = new HashSet<>(other.lines);
            Numbered kept = new Numbered(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < lines.size(); i++) {
                if (known.contains(lines.get(i))) {
                    kept.lines.add(lines.get(i));
                    kept.places.add(places.get(i));
                }
            }
            return kept;
        }
    }

    private static Numbered number(Side side, int start, int end, Map<String, Integer> numbers) {
        Numbered numbered = new Numbered(new ArrayList<>(), new ArrayList<>());
        for (int i = start; i < end; i++) {
            numbered.lines.add(numbers.computeIfAbsent(side.key(i), key -> numbers.size()));
            numbered.places.add(i);
        }
        return numbered;
    }

    private List<Hunk> hunks(List<Replaced> differences) {
        List<Hunk> hunks = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < differences.size(); i++) {
            boolean last = i == differences.size() - 1;
            if (last || differences.get(i + 1).fromStart - differences.get(i).fromEnd > 2 * CONTEXT) {
                hunks.add(hunk(differences.subList(first, i + 1)));
                first = i + 1;
            }
        }
        return hunks;
    }

    private Hunk hunk(List<Replaced> differences) {
        Replaced first = differences.get(0);
        Replaced last = differences.get(differences.size() - 1);
        int before = Math.min(CONTEXT, first.fromStart);
        int behind = Math.min(CONTEXT, from.size() - last.fromEnd);
        List<Line> lines = new ArrayList<>();
        int place = first.fromStart - before;
        for (Replaced each : differences) {
            add(lines, LineKind.CONTEXT, from, place, each.fromStart);
            add(lines, LineKind.REMOVED, from, each.fromStart, each.fromEnd);
            add(lines, LineKind.ADDED, to, each.toStart, each.toEnd);
            place = each.fromEnd;
        }
        add(lines, LineKind.CONTEXT, from, place, place + behind);
        int fromCount = last.fromEnd + behind - (first.fromStart - before);
        int toCount = last.toEnd + behind - (first.toStart - before);
        return new Hunk(
                first.fromStart - before + (fromCount == 0 ? 0 : 1),
                fromCount,
                first.toStart - before + (toCount == 0 ? 0 : 1),
                toCount,
                lines);
    }

    private static void add(List<Line> lines, LineKind kind, Side side, int start, int end) {
        for (int i = start; i < end; i++) {
            lines.add(new Line(kind, side.shown().get(i), side.isUnended(i)));
        }
    }
}
