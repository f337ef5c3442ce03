package dev.refgate.document;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the fields of a cron expression.
 *
 * @param what for messages
 * @param first the smallest value
 * @param last the largest value
 * @param names words for the values from {@code first} on, in upper case; empty where there are none
 */
record CronField(String what, int first, int last, List<String> names) {
    private static final Pattern PART = Pattern.compile("(?:\\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,3}))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");

    /**
     * The values that a list of {@code *}, values and ranges, each but a value with a step or without, stands for.
     *
     * @param list in upper case
     */
    Optional<BitSet> values(String list) {
        BitSet values = new BitSet();
        for (String part : list.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || !addTo(values, matcher.group(1), matcher.group(2), matcher.group(3))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Whether the part has a meaning. */
    private boolean addTo(BitSet values, @Nullable String start, @Nullable String end, @Nullable String step) {
        int from = start == null ? first : value(start);
        int to = start == null ? last : value(end == null ? start : end);
        int width = step == null ? 1 : Integer.parseInt(step);
        boolean stepOfOneValue = step != null && start != null && end == null;
        if (from < 0 || to < from || width == 0 || stepOfOneValue) {
            return false;
        }
        for (int value = from; value <= to; value += width) {
            values.set(value);
        }
        return true;
    }

    /** The value of a name or a number; -1 when it is neither, or out of range. */
    private int value(String text) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named + first;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        return number >= first && number <= last ? number : -1;
    }

    String expected() {
        String range = what + ": " + first + "-" + last;
        return names.isEmpty() ? range : range + " or " + names.get(0) + "-" + names.get(names.size() - 1);
    }
}
