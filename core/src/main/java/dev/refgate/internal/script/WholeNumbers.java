package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JavaScript's numbers are doubles: beyond 2^53 they would silently become others. */
final class WholeNumbers {
    private static final long MOST = (1L << 53) - 1;

    private WholeNumbers() {}

    /** Throws when there is a whole number in {@code value} that a double does not hold. */
    static void requireExact(@Nullable Object value) {
        if (value instanceof Long number && (number > MOST || number < -MOST) || value instanceof BigInteger) {
            throw new BlockException(
                    "with: " + value + " is more than JavaScript's numbers hold exactly (at most " + MOST
                            + "): pass it as a text",
                    false);
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(WholeNumbers::requireExact);
        } else if (value instanceof List<?> list) {
            list.forEach(WholeNumbers::requireExact);
        }
    }
}
