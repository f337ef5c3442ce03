package dev.refgate.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether a JSON value is too large, without building its text. */
final class JsonSize {
    /** The longest that one UTF-16 unit becomes: {@code \}{@code u0000}. */
    private static final int WORST_CHARACTER = 6;

    private static final int LONGEST_WORD = 24;

    private final boolean exact;
    private long left;

    private JsonSize(long limit, boolean exact) {
        this.left = limit;
        this.exact = exact;
    }

    /**
     * Whether {@code value}, as compact JSON text in UTF-8, has more than {@code limit} bytes. Texts are looked at only
     * when their length alone does not settle it.
     */
    static boolean exceeds(@Nullable Object value, int limit) {
        return !new JsonSize(limit, false).fits(value) && !new JsonSize(limit, true).fits(value);
    }

    /** How many bytes {@code value} has as compact JSON text in UTF-8. */
    static long of(@Nullable Object value) {
        JsonSize size = new JsonSize(Long.MAX_VALUE, true);
        size.fits(value);
        return Long.MAX_VALUE - size.left;
    }

    private boolean fits(@Nullable Object value) {
        if (value instanceof String text) {
            left -= sizeOf(text);
        } else if (value instanceof Map<?, ?> map) {
            return fits(map);
        } else if (value instanceof List<?> list) {
            return fits(list);
        } else {
            left -= exact ? String.valueOf(value).length() : upperBound(value);
        }
        return left >= 0;
    }

    private static long upperBound(@Nullable Object value) {
        return value instanceof java.math.BigInteger big ? big.bitLength() / 3 + 2L : LONGEST_WORD;
    }

    private boolean fits(List<?> list) {
        left -= list.isEmpty() ? 2 : list.size() + 1;
        for (Object item : list) {
            if (left < 0 || !fits(item)) {
                return false;
            }
        }
        return left >= 0;
    }

    private boolean fits(Map<?, ?> map) {
        left -= map.isEmpty() ? 2 : 2L * map.size() + 1;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            left -= sizeOf(String.valueOf(entry.getKey()));
            if (left < 0 || !fits(entry.getValue())) {
                return false;
            }
        }
        return left >= 0;
    }

    private long sizeOf(String text) {
        return exact ? exactSizeOf(text) : 2 + (long) WORST_CHARACTER * text.length();
    }

    private static long exactSizeOf(String text) {
        long size = 2;
        for (int i = 0; i < text.length(); i++) {
            size += sizeOf(text.charAt(i));
        }
        return size;
    }

    private static int sizeOf(char character) {
        if (character < ' ') {
            return "\b\t\n\f\r".indexOf(character) >= 0 ? 2 : WORST_CHARACTER;
        }
        if (character == '"' || character == '\\') {
            return 2;
        }
        if (character < 0x80) {
            return 1;
        }
        // Two halves of a surrogate pair make four bytes.
        return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }
}
