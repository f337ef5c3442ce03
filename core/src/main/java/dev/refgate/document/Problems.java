package dev.refgate.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that a reader of files reports them all at once. Not safe for use by several threads. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Location location, String message) {
        found.add(new Problem(location, message));
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Whether there is any in the line of {@code location}. */
    public boolean hasAnyIn(Location location) {
        return found.stream()
                .map(Problem::location)
                .anyMatch(
                        other -> other.line() == location.line() && other.file().equals(location.file()));
    }

    /** How many there are so far; lets a caller see whether a step added any. */
    public int count() {
        return found.size();
    }

    /** In the order of files, lines and columns; duplicates once. */
    public List<Problem> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::location))
                .toList();
    }

    /** Throws {@link InvalidDocumentException} with all of them, if there is any. */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidDocumentException(sorted());
        }
    }
}
