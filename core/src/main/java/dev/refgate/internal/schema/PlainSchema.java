package dev.refgate.internal.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of most schemas that people write that the schema of schemas has nothing against them: what only says types, bounds, texts and
 * properties. Of what this does not know it says nothing. The schema of schemas, and all that reads it, takes a third of the
 * time in which a small repository is validated.
 */
final class PlainSchema {
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "null", "number", "object", "string");

    private PlainSchema() {}

    /**
     * Whether the schema of schemas surely allows it.
     *
     * @param schema one that {@link SchemaRules} allow, so that its patterns are valid
     */
    static boolean isValid(@Nullable Object schema) {
        return schema instanceof Boolean
                || (schema instanceof Map<?, ?> map
                        && map.entrySet().stream().allMatch(entry -> isValid(entry.getKey(), entry.getValue())));
    }

    private static boolean isValid(@Nullable Object keyword, @Nullable Object value) {
        if (!(keyword instanceof String name)) {
            return false;
        }
        return switch (name) {
            case "type" -> isType(value);
            case "title", "description", "format", "pattern" -> value instanceof String;
            case "default", "const" -> true;
            case "enum", "examples" -> value instanceof List<?>;
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                value instanceof Long number && number >= 0;
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> value instanceof Long;
            case "uniqueItems", "deprecated", "readOnly", "writeOnly" -> value instanceof Boolean;
            case "required" -> isNames(value);
            case "items", "additionalProperties" -> isValid(value);
            case "properties" ->
                value instanceof Map<?, ?> map && map.values().stream().allMatch(PlainSchema::isValid);
            default -> false;
        };
    }

    private static boolean isType(@Nullable Object value) {
        return value instanceof String text && TYPES.contains(text);
    }

    private static boolean isNames(@Nullable Object value) {
        return value instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)
                && new HashSet<>(list).size() == list.size();
    }
}
