package dev.refgate.server.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of a run of the log. What its type says of its input by its output is not stored twice. */
final class LoggedBlock {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private LoggedBlock() {}

    /** The block with its input. */
    static Map<?, ?> shown(Map<?, ?> stored) {
        Map<String, ?> input = input(stored);
        if (input == null) {
            return stored;
        }
        Map<Object, @Nullable Object> shown = new LinkedHashMap<>();
        stored.forEach((key, value) -> {
            if (key.equals(OUTPUT)) {
                shown.put(INPUT, input);
            }
            shown.put(key, value);
        });
        return shown;
    }

    private static @Nullable Map<String, ? extends @Nullable Object> input(Map<?, ?> stored) {
        if (stored.containsKey(INPUT) || !"success".equals(stored.get("status"))) {
            return null;
        }
        Object output = stored.get(OUTPUT);
        return switch (String.valueOf(stored.get("block_type"))) {
            case "text", "json" -> Collections.singletonMap("value", output);
            case "continue_if", "stop_if" ->
                output instanceof Map<?, ?> map
                        ? Collections.singletonMap("condition", map.get("evaluated_condition"))
                        : null;
            default -> null;
        };
    }
}
