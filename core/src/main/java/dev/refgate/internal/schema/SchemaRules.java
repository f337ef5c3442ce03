package dev.refgate.internal.schema;

import dev.refgate.document.Nearest;
import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a schema beyond the draft: its keywords and formats are known ones, since a misspelt one would check
 * nothing, its patterns are valid, and it refers to nothing outside itself.
 */
final class SchemaRules {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    private static final Set<String> SCHEMAS = Set.of(
            "items",
            "additionalProperties",
            "contains",
            "not",
            "if",
            "then",
            "else",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    private static final Set<String> OTHERS = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$comment",
            "$vocabulary",
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "format",
            "contentEncoding",
            "contentMediaType",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples");
    private static final Set<String> FORMATS = Set.of(
            "date",
            "date-time",
            "duration",
            "email",
            "hostname",
            "idn-email",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "iri",
            "iri-reference",
            "json-pointer",
            "regex",
            "relative-json-pointer",
            "time",
            "uri",
            "uri-reference",
            "uri-template",
            "uuid");

    private final List<Object> path = new ArrayList<>();

    private SchemaRules() {}

    static void check(Map<String, Object> schema) {
        new SchemaRules().schema(schema);
    }

    static String located(List<Object> path, String message) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(key -> pointer.append('/').append(key));
        return "the JSON Schema is not valid" + (path.isEmpty() ? "" : " at " + pointer) + ": " + message;
    }

    private InvalidArgumentException problem(String message) {
        return new InvalidArgumentException(located(path, message));
    }

    private void schema(@Nullable Object schema) {
        if (schema instanceof Map<?, ?> map) {
            map.forEach((keyword, value) -> at(keyword, () -> keyword(String.valueOf(keyword), value)));
        }
    }

    private void at(Object key, Runnable check) {
        path.add(key);
        check.run();
        path.remove(path.size() - 1);
    }

    private void keyword(String keyword, @Nullable Object value) {
        if (MAPS.contains(keyword)) {
            map(keyword, value);
        } else if (SCHEMAS.contains(keyword)) {
            schema(value);
        } else if (LISTS.contains(keyword)) {
            list(value);
        } else if (REFERENCES.contains(keyword)) {
            reference(value);
        } else if (OTHERS.contains(keyword)) {
            content(keyword, value);
        } else if (!keyword.startsWith("x-")) {
            throw problem("unknown keyword" + Nearest.hint(keyword, known()));
        }
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(OTHERS);
        known.addAll(MAPS);
        known.addAll(SCHEMAS);
        known.addAll(LISTS);
        known.addAll(REFERENCES);
        return known;
    }

    private void map(String keyword, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, schema) -> at(key, () -> {
                if (keyword.equals("patternProperties")) {
                    pattern(String.valueOf(key));
                }
                schema(schema);
            }));
        }
    }

    private void list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Object schema = list.get(i);
                at(i, () -> schema(schema));
            }
        }
    }

    private void reference(@Nullable Object value) {
        if (value instanceof String reference && !reference.startsWith("#")) {
            throw problem("a reference has to begin with #: nothing outside the schema is read");
        }
    }

    private void content(String keyword, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return;
        }
        if (keyword.equals("format") && !FORMATS.contains(text)) {
            throw problem("unknown format \"" + text + "\"" + Nearest.hint(text, FORMATS));
        }
        if (keyword.equals("pattern")) {
            pattern(text);
        }
        if (keyword.equals("$schema") && !text.equals(DRAFT) && !text.equals(DRAFT + "#")) {
            throw problem("the draft has to be " + DRAFT);
        }
    }

    private void pattern(String regex) {
        try {
            BoundedPattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw problem("no valid regular expression: " + e.getDescription());
        }
    }
}
