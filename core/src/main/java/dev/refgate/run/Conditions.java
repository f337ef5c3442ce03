package dev.refgate.run;

import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What conditions have in common, wherever they are written. */
final class Conditions {
    static final String KEY = "condition";

    /** A condition in a file. */
    static final Shape SHAPE = Shapes.either(Shapes.truth(), Shapes.text());

    static final String EXPECTED = "expected true, false, or a template such as \"{{ inputs.amount > 100 }}\"";

    private Conditions() {}

    /** Whether a value counts as true; see {@link Condition}. */
    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value == null) {
            return false;
        }
        if (value instanceof String text) {
            return !text.isEmpty() && !text.equalsIgnoreCase("false");
        }
        if (value instanceof Number number) {
            return !isZero(number);
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static boolean isZero(Number number) {
        return number instanceof BigInteger big ? big.signum() == 0 : number.doubleValue() == 0;
    }

    /** The output of blocks that ask one question. */
    static Map<String, Object> evaluated(boolean truth) {
        return Map.of("evaluated_condition", truth);
    }
}
