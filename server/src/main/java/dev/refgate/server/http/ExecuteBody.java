package dev.refgate.server.http;

import dev.refgate.server.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an execute request. Keys that it does not know are ignored: clients of the hosted product send some.
 *
 * @param inputs as the caller sent them; empty when there were none
 */
record ExecuteBody(Map<String, Object> inputs) {

    /**
     * @param utf8 the body; an empty one stands for an empty object
     */
    static ExecuteBody parse(byte[] utf8) {
        if (utf8.length == 0) {
            return new ExecuteBody(Map.of());
        }
        Map<String, Object> body = object(Json.read(utf8), List.of("body"));
        refuseStreaming(body.get("streaming"));
        @Nullable Object inputs = body.get("inputs");
        return new ExecuteBody(inputs == null ? Map.of() : object(inputs, List.of("body", "inputs")));
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    private static Map<String, Object> object(@Nullable Object value, List<Object> location) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw Refusal.invalid(
                location,
                location.get(location.size() - 1) + ": " + kind(value) + " (expected an object)",
                "object_type");
    }

    private static void refuseStreaming(@Nullable Object streaming) {
        if (streaming == null || Boolean.FALSE.equals(streaming)) {
            return;
        }
        String message = Boolean.TRUE.equals(streaming)
                ? "streaming: true (expected false: this version of the server answers when the run is over)"
                : "streaming: " + kind(streaming) + " (expected true or false)";
        throw Refusal.invalid(List.of("body", "streaming"), message, "not_supported");
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
