package dev.refgate.document;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cron expressions of five fields: minute, hour, day of month, month, day of week. A field is {@code *}, a value, a range,
 * or a list of these; {@code /n} steps through a range or {@code *}; months and days of the week may be named.
 */
public final class CronText {
    /** The five fields, for shapes; what is in them is for {@link #check}. */
    public static final String PATTERN = "[^ ]+( +[^ ]+){4}";

    /** What {@link #PATTERN} stands for. */
    public static final String EXPECTED =
            "a cron expression of five fields (minute, hour, day of month, month, day of week)";

    private static final CronField MINUTE = new CronField("minute", 0, 59, List.of());
    private static final CronField HOUR = new CronField("hour", 0, 23, List.of());
    private static final CronField DAY_OF_MONTH = new CronField("day of month", 1, 31, List.of());
    private static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
    private static final CronField DAY_OF_WEEK =
            new CronField("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));
    private static final List<CronField> FIELDS = List.of(MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK);
    private static final int[] LONGEST_MONTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private CronText() {}

    /** Adds a problem for five fields that are no cron expression; whether there are five is for the shape to say. */
    public static void check(Node node, Problems problems) {
        if (node.value() instanceof String text && text.matches(PATTERN)) {
            problem(text).ifPresent(message -> problems.add(node.location(), message));
        }
    }

    /** Whether a text is a cron expression, and one that comes. */
    public static boolean isRight(String text) {
        return problem(text).isEmpty();
    }

    /** Why a text is no cron expression, or one that never comes. */
    static Optional<String> problem(String text) {
        if (!text.matches(PATTERN)) {
            return Optional.of("\"" + text + "\" (expected " + EXPECTED + ")");
        }
        List<String> written = List.of(text.toUpperCase(Locale.ROOT).split(" +"));
        for (int i = 0; i < FIELDS.size(); i++) {
            CronField field = FIELDS.get(i);
            if (field.values(written.get(i)).isEmpty()) {
                return Optional.of("\"" + written.get(i) + "\" cannot stand in a cron expression here (expected "
                        + field.expected() + ", or *, a-b, a,b, */n, a-b/n)");
            }
        }
        boolean anyWeekday = written.get(FIELDS.indexOf(DAY_OF_WEEK)).startsWith("*");
        return !anyWeekday || hasDay(values(DAY_OF_MONTH, written), values(MONTH, written))
                ? Optional.empty()
                : Optional.of("the time \"" + text + "\" never comes (expected a day that one of its months has)");
    }

    /** What the five fields of a right expression, in upper case, stand for. */
    static List<BitSet> values(List<String> written) {
        return FIELDS.stream().map(field -> values(field, written)).toList();
    }

    private static BitSet values(CronField field, List<String> written) {
        return field.values(written.get(FIELDS.indexOf(field))).orElseThrow();
    }

    private static boolean hasDay(BitSet days, BitSet months) {
        return months.stream().anyMatch(month -> days.nextSetBit(0) <= LONGEST_MONTHS[month - 1]);
    }
}
