package dev.refgate.server.http;

import dev.refgate.server.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an execute request. Keys that it does not know are ignored: clients of the hosted product send some.
 *
 * @param inputs as the caller sent them; empty when there were none
 * @param streaming whether the answer is the run's events
 */
record ExecuteBody(Map<String, Object> inputs, boolean streaming) {

    /**
     * @param utf8 the body; an empty one stands for an empty object
     */
    static ExecuteBody parse(byte[] utf8) {
        if (utf8.length == 0) {
            return new ExecuteBody(Map.of(), false);
        }
        return of(object(Json.read(utf8), List.of("body")));
    }

    /**
     * @param body as it was read
     */
    static ExecuteBody of(Map<String, Object> body) {
        @Nullable Object inputs = body.get("inputs");
        return new ExecuteBody(
                inputs == null ? Map.of() : object(inputs, List.of("body", "inputs")),
                streaming(body.get("streaming")));
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    static Map<String, Object> object(@Nullable Object value, List<Object> location) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw Refusal.invalid(
                location,
                location.get(location.size() - 1) + ": " + kind(value) + " (expected an object)",
                "object_type");
    }

    private static boolean streaming(@Nullable Object streaming) {
        if (streaming == null || streaming instanceof Boolean) {
            return Boolean.TRUE.equals(streaming);
        }
        throw Refusal.invalid(
                List.of("body", "streaming"),
                "streaming: " + kind(streaming) + " (expected true or false)",
                "bool_type");
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof String ? "a string" : value instanceof Number ? "a number" : "a truth value";
    }
}
