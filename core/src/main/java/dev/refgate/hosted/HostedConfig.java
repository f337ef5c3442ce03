package dev.refgate.hosted;

import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the hosted product keeps it.
 *
 * @param key its name for programs
 * @param values what is in {@code workflow_config}
 */
public record HostedConfig(Optional<String> key, Map<String, @Nullable Object> values) {
    static final String KEY = "workflow_key";
    static final String CONFIG = "workflow_config";
    static final String BLOCKS = "blocks";
    private static final int MOST_WRAPPERS = 3;

    /**
     * Reads a file of it, a configuration without a wrapper, or an answer of the product's API ({@code data} around it).
     *
     * @param document plain values
     * @throws InvalidArgumentException when it is something else
     */
    public static HostedConfig of(@Nullable Object document) {
        Map<String, @Nullable Object> values = mapping(document, "the configuration");
        Optional<String> key = Optional.empty();
        for (int i = 0; i < MOST_WRAPPERS; i++) {
            key = key.isPresent() ? key : text(values, KEY);
            if (values.get(CONFIG) instanceof Map<?, ?> inner) {
                values = mapping(inner, CONFIG);
            } else if (values.get("data") instanceof Map<?, ?> inner) {
                values = mapping(inner, "data");
            }
        }
        if (!values.isEmpty() && values.keySet().stream().noneMatch(HostedConfig::isKnown)) {
            throw new InvalidArgumentException("the configuration has none of the keys that it would have (expected "
                    + KEY + " and " + CONFIG + ", or workflow_display_name, blocks and the like)");
        }
        return new HostedConfig(key, values);
    }

    private static boolean isKnown(String key) {
        return key.equals(BLOCKS) || key.startsWith("workflow_") || key.equals("notes") || key.equals("tags");
    }

    /** The blocks, in the configuration's order. */
    List<Map<String, @Nullable Object>> blocks() {
        return mappings(values, BLOCKS, CONFIG);
    }

    static List<Map<String, @Nullable Object>> mappings(Map<String, ?> values, String key, String where) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        Object list = values.get(key);
        if (list != null && !(list instanceof List<?>)) {
            throw new InvalidArgumentException(where + ": " + key + " is no list (expected a list of mappings)");
        }
        if (list instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                found.add(mapping(items.get(i), where + ": " + key + "[" + i + "]"));
            }
        }
        return found;
    }

    /** The text under a key, if there is one that is not empty. */
    static Optional<String> text(Map<String, ?> values, String key) {
        return values.get(key) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // the readers' maps have text keys
    static Map<String, @Nullable Object> mapping(@Nullable Object value, String where) {
        if (!(value instanceof Map<?, ?>)) {
            throw new InvalidArgumentException(where + ": not a mapping (expected keys and values)");
        }
        return (Map<String, @Nullable Object>) value;
    }
}
