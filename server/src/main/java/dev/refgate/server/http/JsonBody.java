package dev.refgate.server.http;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The object that a request brings as its body, read key by key. Absent and null are the same. What nobody asked for is refused in the end:
 * a misspelt {@code dry_run} must not become a move.
 */
final class JsonBody {
    private final Map<?, ?> values;
    private final Set<String> asked = new HashSet<>();

    private JsonBody(Map<?, ?> values) {
        this.values = values;
    }

    /** An empty body stands for an empty object. */
    static JsonBody of(Context context) throws IOException {
        byte[] utf8 = UnreadBody.read(context);
        @Nullable Object value = utf8.length == 0 ? Map.of() : Json.read(utf8);
        if (value instanceof Map<?, ?> map) {
            return new JsonBody(map);
        }
        throw Refusal.invalid(List.of("body"), "body: not an object (expected one)", "object_type");
    }

    Optional<String> text(String key) {
        return find(key, String.class, "a text").filter(text -> !text.isEmpty());
    }

    boolean truth(String key) {
        return find(key, Boolean.class, "true or false").orElse(false);
    }

    Optional<Integer> whole(String key) {
        return find(key, Long.class, "a whole number").map(number -> {
            if (number != number.intValue()) {
                throw wrong(key, number, "a whole number");
            }
            return number.intValue();
        });
    }

    List<String> texts(String key) {
        return find(key, List.class, "a list of texts").stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(element -> {
                    if (element instanceof String text) {
                        return text;
                    }
                    throw wrong(key, element, "a list of texts");
                })
                .toList();
    }

    Optional<Map<?, ?>> object(String key) {
        return find(key, Map.class, "an object").map(map -> (Map<?, ?>) map);
    }

    Optional<List<?>> list(String key) {
        return find(key, List.class, "a list").map(list -> (List<?>) list);
    }

    /** Whether any of these keys is there, which are not read by that. */
    boolean hasAny(String... keys) {
        return Stream.of(keys).anyMatch(values::containsKey);
    }

    /** All of it, as it came. */
    Map<?, ?> everything() {
        values.keySet().forEach(key -> asked.add(String.valueOf(key)));
        return values;
    }

    /** What comes for {@code key}, whatever it is. */
    @Nullable
    Object any(String key) {
        asked.add(key);
        return values.get(key);
    }

    private <T> Optional<T> find(String key, Class<T> kind, String expected) {
        @Nullable Object value = any(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!kind.isInstance(value)) {
            throw wrong(key, value, expected);
        }
        return Optional.of(kind.cast(value));
    }

    private static Refusal wrong(String key, @Nullable Object value, String expected) {
        return Refusal.invalid(
                List.of("body", key),
                key + ": " + Json.write(value) + " (expected " + expected + ")",
                "invalid_argument");
    }

    /** Makes something of {@code key}; what is wrong with it then is said about that key. */
    static <T> T about(String key, Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidArgumentException e) {
            throw Refusal.invalid(List.of("body", key), e.getMessage(), "invalid_argument");
        }
    }

    <T> List<T> each(String key, Function<String, T> making) {
        return about(key, () -> texts(key).stream().map(making).toList());
    }

    /** Ends the reading. */
    void requireNothingElse() {
        for (Object key : values.keySet()) {
            if (!asked.contains(String.valueOf(key))) {
                throw Refusal.invalid(
                        List.of("body", String.valueOf(key)),
                        key + ": unknown (expected one of: "
                                + String.join(", ", asked.stream().sorted().toList()) + ")",
                        "unknown_key");
            }
        }
    }
}
