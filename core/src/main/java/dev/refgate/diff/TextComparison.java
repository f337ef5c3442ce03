package dev.refgate.diff;

import dev.refgate.diff.FileDiff.Significance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between two versions of a file whose bytes differ. */
record TextComparison(
        Significance significance, List<String> notes, UnifiedDiff lines, Optional<UnifiedDiff> canonical) {
    /** The bytes do not differ. */
    static final TextComparison SAME =
            new TextComparison(Significance.SAME_CONTENT, List.of(), UnifiedDiff.EMPTY, Optional.empty());

    static TextComparison compare(FileVersion from, FileVersion to) {
        List<String> notes = new ArrayList<>();
        from.noText().ifPresent(why -> notes.add("before: " + why));
        to.noText().ifPresent(why -> notes.add("after: " + why));
        from.problems().stream().findFirst().ifPresent(problem -> notes.add("before: " + problem));
        to.problems().stream().findFirst().ifPresent(problem -> notes.add("after: " + problem));
        if (from.text().isEmpty() || to.text().isEmpty()) {
            return new TextComparison(Significance.MEANING, notes, UnifiedDiff.EMPTY, Optional.empty());
        }
        TextFile before = from.text().get();
        TextFile after = to.text().get();
        addEndings(notes, before, after);
        UnifiedDiff lines = LineDiff.of(new LineDiff.Side(before, from.shown()), new LineDiff.Side(after, to.shown()));
        if (from.canonical().isEmpty() || to.canonical().isEmpty()) {
            boolean sameLines =
                    lines.isEmpty() && from.facts().isPresent() && to.facts().isPresent();
            Significance significance = sameLines ? Significance.LINE_ENDINGS : Significance.MEANING;
            return new TextComparison(significance, notes, lines, Optional.empty());
        }
        UnifiedDiff canonical =
                LineDiff.of(from.canonical().get().make(), to.canonical().get().make());
        if (canonical.isEmpty()) {
            Significance same = lines.isEmpty() ? Significance.LINE_ENDINGS : Significance.FORMATTING;
            return new TextComparison(same, notes, lines, Optional.empty());
        }
        return new TextComparison(Significance.MEANING, notes, lines, Optional.of(canonical));
    }

    private static void addEndings(List<String> notes, TextFile before, TextFile after) {
        boolean bothHaveLines =
                !before.endings().equals("none") && !after.endings().equals("none");
        if (bothHaveLines && !before.endings().equals(after.endings())) {
            notes.add("line endings changed: " + before.endings() + " → " + after.endings());
        } else if (before.endings().equals("mixed") && before.lines().equals(after.lines())) {
            notes.add("line endings changed: mixed → mixed");
        }
        boolean oneIsEmpty = before.lines().isEmpty() || after.lines().isEmpty();
        if (before.marked() != after.marked() && !oneIsEmpty) {
            notes.add("byte order mark " + (after.marked() ? "added" : "removed"));
        }
    }
}
