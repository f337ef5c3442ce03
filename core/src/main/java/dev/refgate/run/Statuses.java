package dev.refgate.run;

import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** HTTP statuses that a block expects: single ones, ranges, classes. */
record Statuses(List<Range> ranges) {
    /** What is expected where nothing is said. */
    static final Statuses SUCCESS = new Statuses(List.of(new Range(200, 299)));

    private static final Shape ONE = Shapes.either(
            Shapes.integer(100, 599),
            Shapes.text(
                    "a status such as 200, a range such as 200-299, or a class such as 2xx",
                    "[1-5]xx|[1-5][0-9][0-9](-[1-5][0-9][0-9])?"));

    /** One, or several, in a file. */
    static final Shape SHAPE = Shapes.either(ONE, Shapes.nonEmptyList(ONE));

    private static final int STATUS_LENGTH = 3;

    Statuses {
        ranges = List.copyOf(ranges);
    }

    /** Reads what {@link #SHAPE} has found right. */
    static Statuses of(Node node) {
        List<Range> ranges = new ArrayList<>();
        List<Node> items = node instanceof SequenceNode list ? list.items() : List.of(node);
        items.forEach(item -> ranges.add(Range.of(String.valueOf(item.value()))));
        return new Statuses(ranges);
    }

    boolean contains(int status) {
        return ranges.stream().anyMatch(range -> range.first() <= status && status <= range.last());
    }

    /** For messages: {@code 200 to 299, or 404}. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", or "));
    }

    /** From the first to the last, both included. */
    record Range(int first, int last) {
        static Range of(String text) {
            if (text.endsWith("xx")) {
                int start = (text.charAt(0) - '0') * 100;
                return new Range(start, start + 99);
            }
            int first = Integer.parseInt(text.substring(0, STATUS_LENGTH));
            return new Range(
                    first, text.length() > STATUS_LENGTH ? Integer.parseInt(text.substring(STATUS_LENGTH + 1)) : first);
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + " to " + last;
        }
    }
}
