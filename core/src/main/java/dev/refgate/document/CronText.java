package dev.refgate.document;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cron expressions of five fields: minute, hour, day of month, month, day of week. A field is {@code *}, a value, a range,
 * or a list of these; {@code /n} steps through a range or {@code *}; months and days of the week may be named.
 */
public final class CronText {
    /** The five fields, for shapes; each is looked at by {@link #problem}. */
    public static final String PATTERN = "[^ ]+( +[^ ]+){4}";

    /** What {@link #PATTERN} stands for. */
    public static final String EXPECTED =
            "a cron expression of five fields (minute, hour, day of month, month, day of week)";

    private static final Pattern PART = Pattern.compile("(?:\\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,3}))?");
    private static final int[] DAYS_OF_MONTH = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private CronText() {}

    private enum Field {
        MINUTE(0, 59, List.of()),
        HOUR(0, 23, List.of()),
        DAY_OF_MONTH(1, 31, List.of()),
        MONTH(1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
        DAY_OF_WEEK(0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

        private final int first;
        private final int last;
        private final List<String> names;

        Field(int first, int last, List<String> names) {
            this.first = first;
            this.last = last;
            this.names = names;
        }

        /** The value of a name or a number; -1 when it is neither, or out of range. */
        private int value(String text) {
            int named = names.indexOf(text);
            if (named >= 0) {
                return named + first;
            }
            int number = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
            return number >= first && number <= last ? number : -1;
        }

        private String expected() {
            String range = name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + first + "-" + last;
            return names.isEmpty() ? range : range + " or " + names.get(0) + "-" + names.get(names.size() - 1);
        }
    }

    /** Adds a problem for five fields that are no cron expression; whether there are five is for the shape to say. */
    public static void check(Node node, Problems problems) {
        if (node.value() instanceof String text && text.matches(PATTERN)) {
            problem(text).ifPresent(message -> problems.add(node.location(), message));
        }
    }

    private static Optional<String> problem(String text) {
        String[] written = text.toUpperCase(Locale.ROOT).split(" +");
        List<BitSet> fields = new ArrayList<>();
        for (Field field : Field.values()) {
            Optional<BitSet> values = values(field, written[field.ordinal()]);
            if (values.isEmpty()) {
                return Optional.of(
                        "\"" + written[field.ordinal()] + "\" cannot stand in a cron expression here (expected "
                                + field.expected() + ", or *, a-b, a,b, */n, a-b/n)");
            }
            fields.add(values.get());
        }
        boolean anyWeekday = written[Field.DAY_OF_WEEK.ordinal()].startsWith("*");
        return anyWeekday && !hasDay(fields.get(Field.DAY_OF_MONTH.ordinal()), fields.get(Field.MONTH.ordinal()))
                ? Optional.of("the time \"" + text + "\" never comes (expected a day that one of its months has)")
                : Optional.empty();
    }

    private static Optional<BitSet> values(Field field, String list) {
        BitSet values = new BitSet();
        for (String part : list.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int from = matcher.group(1) == null ? field.first : field.value(matcher.group(1));
            int to = end(field, matcher, from);
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            boolean stepOfOne = matcher.group(3) != null && matcher.group(1) != null && matcher.group(2) == null;
            if (from < 0 || to < from || step == 0 || stepOfOne) {
                return Optional.empty();
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return Optional.of(values);
    }

    private static int end(Field field, Matcher matcher, int from) {
        if (matcher.group(1) == null) {
            return field.last;
        }
        return matcher.group(2) == null ? from : field.value(matcher.group(2));
    }

    private static boolean hasDay(BitSet days, BitSet months) {
        return months.stream().anyMatch(month -> days.nextSetBit(0) <= DAYS_OF_MONTH[month - 1]);
    }
}
