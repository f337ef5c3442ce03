package dev.refgate.report;

import dev.refgate.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a report, before it is known where it will be shown.
 *
 * @param mark how it is coloured; empty for neutral
 * @param depth 0, or 1 for a detail of the statement above
 * @param parts words of Refgate's, and foreign text
 */
record Statement(Optional<Change> mark, int depth, List<Part> parts) {

    /**
     * A part of a statement.
     *
     * @param foreign whether it comes from the repository, and has to be escaped and set apart
     */
    record Part(String text, boolean foreign) {}

    static Statement neutral() {
        return new Statement(Optional.empty(), 0, new ArrayList<>());
    }

    static Statement of(Change mark) {
        return new Statement(Optional.of(mark), 0, new ArrayList<>());
    }

    static Statement detail(Change mark) {
        return new Statement(Optional.of(mark), 1, new ArrayList<>());
    }

    Statement say(String words) {
        return with(new Part(words, false));
    }

    Statement show(String foreign) {
        return with(new Part(Visible.line(foreign), true));
    }

    Statement showAll(List<String> foreign) {
        Statement statement = this;
        for (int i = 0; i < foreign.size(); i++) {
            statement = statement.say(i == 0 ? "" : ", ").show(foreign.get(i));
        }
        return statement;
    }

    private Statement with(Part part) {
        List<Part> longer = new ArrayList<>(parts);
        longer.add(part);
        return new Statement(mark, depth, List.copyOf(longer));
    }
}
