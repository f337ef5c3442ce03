package dev.refgate.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.error.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlainSchemaTest {
    private static final SchemaEngine ENGINE = new SchemaEngine();
    private static final List<String> KEYWORDS = List.of(
            "type",
            "title",
            "description",
            "default",
            "const",
            "enum",
            "examples",
            "format",
            "pattern",
            "minLength",
            "maxItems",
            "minProperties",
            "minimum",
            "exclusiveMaximum",
            "multipleOf",
            "uniqueItems",
            "readOnly",
            "required",
            "items",
            "additionalProperties",
            "properties",
            "anyOf",
            "$ref",
            "x-own");

    @Property(tries = 5_000)
    void theSchemaOfSchemasHasNothingAgainstWhatIsPlain(@ForAll("schemas") Map<String, Object> schema) {
        try {
            SchemaRules.check(schema);
        } catch (InvalidArgumentException e) {
            return;
        }
        if (PlainSchema.isValid(schema)) {
            assertThat(ENGINE.errors(JsonNodes.of(schema))).isEmpty();
        }
    }

    @Test
    void whatMostInputsSayIsPlain() {
        assertThat(PlainSchema.isValid(
                        Map.of("type", "string", "minLength", 1L, "maxLength", 300L, "pattern", "^T-[0-9]+$")))
                .isTrue();
        assertThat(PlainSchema.isValid(Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("a"),
                        "properties",
                        Map.of("a", Map.of("type", "integer")))))
                .isTrue();
    }

    @Test
    void whatIsWrongIsNotPlain() {
        assertThat(PlainSchema.isValid(Map.of("type", "text"))).isFalse();
        assertThat(PlainSchema.isValid(Map.of("minLength", -1L))).isFalse();
        assertThat(PlainSchema.isValid(Map.of("required", List.of("a", "a")))).isFalse();
        assertThat(PlainSchema.isValid(Map.of("properties", Map.of("a", Map.of("maxLength", "3")))))
                .isFalse();
    }

    @Provide
    Arbitrary<Map<String, Object>> schemas() {
        return schemas(2);
    }

    private static Arbitrary<Map<String, Object>> schemas(int depth) {
        Arbitrary<Object> value = values(depth);
        return Arbitraries.entries(Arbitraries.of(KEYWORDS), value)
                .list()
                .ofMaxSize(4)
                .map(entries -> {
                    Map<String, Object> schema = new LinkedHashMap<>();
                    entries.forEach(entry -> schema.put(entry.getKey(), entry.getValue()));
                    return schema;
                });
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> simple = Arbitraries.of(
                "string",
                "integer",
                "object",
                "text",
                "a",
                "",
                "^a+$",
                "(?<x>a)\\k<x>",
                "(?i)a",
                "\\p{L}",
                "email",
                "date",
                true,
                false,
                0L,
                1L,
                -1L,
                300L,
                1.5,
                List.of(),
                List.of("a"),
                List.of("a", "a"),
                List.of("a", "b"),
                List.of(1L),
                Map.of());
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Object> nested = schemas(depth - 1).map(Object.class::cast);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, simple),
                net.jqwik.api.Tuple.of(1, nested),
                net.jqwik.api.Tuple.of(1, nested.map(each -> Map.of("name", each))));
    }
}
