package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.List;

/** Texts as rows of Unicode characters, not of UTF-16 units. */
final class Texts {

    private Texts() {}

    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(codePointAround(left, i), codePointAround(right, i));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int codePointAround(String text, int index) {
        boolean second = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return text.codePointAt(second ? index - 1 : index);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static Object character(String text, long index) {
        int length = length(text);
        long position = index < 0 ? index + length : index;
        if (position < 0 || position >= length) {
            return Scope.MISSING;
        }
        int offset = text.offsetByCodePoints(0, (int) position);
        return Character.toString(text.codePointAt(offset));
    }

    static List<Object> characters(String text) {
        List<Object> characters = new ArrayList<>(text.length());
        text.codePoints().forEach(point -> characters.add(Character.toString(point)));
        return characters;
    }
}
