package dev.refgate.server.http;

import dev.refgate.server.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a rerun request.
 *
 * @param fromFailedBlock whether blocks that need not be run again are not
 * @param current whether what the environment points to now is run, and not the run's own revision
 * @param streaming whether the answer is the run's events
 */
record RerunBody(boolean fromFailedBlock, boolean current, boolean streaming) {

    /**
     * @param utf8 the body; an empty one stands for an empty object
     */
    static RerunBody parse(byte[] utf8) {
        @Nullable Object body = utf8.length == 0 ? Map.of() : Json.read(utf8);
        if (!(body instanceof Map<?, ?> map)) {
            throw Refusal.invalid(List.of("body"), "body: expected an object", "object_type");
        }
        return new RerunBody(
                second(map, "from", "start", "failed_block"),
                second(map, "revision", "own", "current"),
                Boolean.TRUE.equals(map.get("streaming")));
    }

    /** Whether a key has the second of two words; without it, it has the first. */
    private static boolean second(Map<?, ?> body, String key, String first, String second) {
        Object value = Optional.<Object>ofNullable(body.get(key)).orElse(first);
        if (!value.equals(first) && !value.equals(second)) {
            throw Refusal.invalid(
                    List.of("body", key), key + ": " + value + " (expected " + first + " or " + second + ")", "enum");
        }
        return value.equals(second);
    }
}
