package dev.refgate.internal.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A regular expression whose matching ends in bounded time. Patterns are reviewed, but the texts come from callers, and
 * there are pairs of a harmless looking pattern and a short text that keep Java busy for years.
 */
final class BoundedPattern implements RegularExpression {
    /** Looks at a character; some milliseconds in all. */
    private static final int LEAST_STEPS = 200_000;

    private static final int STEPS_PER_CHARACTER = 50;

    private final Pattern pattern;

    BoundedPattern(String regex) {
        this.pattern = compile(regex);
    }

    /** In the dialect of JSON Schema: {@code $} is the end of the text, not the end of its last line. */
    static Pattern compile(String regex) {
        return Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(regex)));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(new CountedText(text)).find();
    }

    /** A text that can be looked at only so often. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long steps;

        CountedText(String text) {
            this.text = text;
            this.steps = Math.max(LEAST_STEPS, (long) STEPS_PER_CHARACTER * text.length());
        }

        @Override
        public char charAt(int index) {
            if (--steps < 0) {
                throw new CostlyPatternException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
