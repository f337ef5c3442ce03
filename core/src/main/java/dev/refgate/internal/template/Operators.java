package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Jinja's operators do to JSON values. Messages name kinds, never values. */
final class Operators {

    private Operators() {}

    /** Whether a value counts as true: as in Python, what is null, zero or empty does not. */
    static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        return value instanceof Map<?, ?> map ? !map.isEmpty() : value != null;
    }

    /** What a value is, for messages. */
    static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a truth value";
        }
        return value instanceof Map ? "a mapping" : "a list";
    }

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        }
        if (left == null || right == null) {
            return false;
        }
        if (left instanceof String) {
            return left.equals(right);
        }
        if (asNumber(left) instanceof Number a && asNumber(right) instanceof Number b) {
            return Numbers.compare(a, b) == 0;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalLists(a, b);
        }
        return left instanceof Map<?, ?> a && right instanceof Map<?, ?> b && equalMaps(a, b);
    }

    /** As in Python, true equals 1 and false equals 0. */
    private static Object asNumber(Object value) {
        return value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : value;
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            if (!equal(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        return left.size() == right.size()
                && left.entrySet().stream()
                        .allMatch(entry -> right.containsKey(entry.getKey())
                                && equal(entry.getValue(), right.get(entry.getKey())));
    }

    /** Below zero, zero or above: numbers by size, texts by their characters; nothing else has an order. */
    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Numbers.compare(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return Texts.compare(a, b);
        }
        throw new TemplateException("cannot compare " + kind(left) + " with " + kind(right));
    }

    static boolean contains(@Nullable Object container, @Nullable Object item) {
        if (container instanceof String text && item instanceof String part) {
            return text.contains(part);
        }
        if (container instanceof Map<?, ?> map) {
            return item instanceof String && map.containsKey(item);
        }
        if (container instanceof Collection<?> list) {
            for (Object candidate : list) {
                if (equal(candidate, item)) {
                    return true;
                }
            }
            return false;
        }
        throw new TemplateException("cannot look for " + kind(item) + " in " + kind(container));
    }

    /** A key of a mapping; {@link Scope#MISSING} when there is none, or when the target is no mapping. */
    static @Nullable Object member(@Nullable Object target, String key) {
        if (target instanceof Map<?, ?> map) {
            Object value = map.get(key);
            return value != null || map.containsKey(key) ? value : Scope.MISSING;
        }
        return Scope.MISSING;
    }

    /** An item of a list, a character of a text (from the end, when below zero), or a key of a mapping; else missing. */
    static @Nullable Object item(@Nullable Object target, @Nullable Object index) {
        if (index instanceof String key) {
            return member(target, key);
        }
        if (!(index instanceof Number number) || !Numbers.isWhole(number)) {
            throw new TemplateException("an index has to be a text or a whole number, not " + kind(index));
        }
        if (target instanceof String text) {
            return Texts.character(text, number.longValue());
        }
        return target instanceof List<?> list ? at(list, number.longValue()) : Scope.MISSING;
    }

    private static @Nullable Object at(List<?> list, long index) {
        long position = index < 0 ? index + list.size() : index;
        return position < 0 || position >= list.size() ? Scope.MISSING : list.get((int) position);
    }

    static Object add(@Nullable Object left, @Nullable Object right, int limit) {
        if (left instanceof Number a && right instanceof Number b) {
            return Numbers.add(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return Limits.text((long) a.length() + b.length(), limit, () -> a + b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            Limits.items((long) a.size() + b.size());
            List<@Nullable Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        String hint = left instanceof String || right instanceof String ? "; join texts with ~" : "";
        throw new TemplateException("cannot add " + kind(left) + " and " + kind(right) + hint);
    }

    static Object multiply(@Nullable Object left, @Nullable Object right, int limit) {
        if (left instanceof Number a && right instanceof Number b) {
            return Numbers.multiply(a, b);
        }
        if (left instanceof String text && right instanceof Number times && Numbers.isWhole(times)) {
            long count = Math.max(0, Math.min(times.longValue(), Integer.MAX_VALUE));
            return Limits.text(text.length() * count, limit, () -> text.repeat((int) count));
        }
        throw new TemplateException("cannot multiply " + kind(left) + " by " + kind(right));
    }

    static Number number(String operation, @Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new TemplateException("cannot " + operation + " " + kind(value) + ": a number is needed");
    }
}
