package dev.refgate.internal.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code namespace(…)} makes: the one mapping that {@code set} can write into, also from within a loop. */
final class Namespace extends LinkedHashMap<String, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    Namespace(Map<String, @Nullable Object> values) {
        super(values);
    }
}
