package dev.refgate.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkntJsonSchemasTest {
    private final NetworkntJsonSchemas schemas = new NetworkntJsonSchemas();

    private List<Violation> violations(Map<String, Object> schema, @Nullable Object value) {
        return schemas.compile(schema).validate(value);
    }

    private static Violation violation(String message, String keyword, Object... path) {
        return new Violation(List.of(path), message, keyword);
    }

    @Test
    void aValueThatFitsHasNoViolations() {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer")));
        assertThat(violations(schema, Map.of("n", 1L))).isEmpty();
        assertThat(violations(schema, Map.of("n", new BigInteger("99999999999999999999"))))
                .isEmpty();
        assertThat(violations(schema, Map.of("n", 2.0))).isEmpty();
    }

    @Test
    void theTypeIsAsserted() {
        assertThat(violations(Map.of("type", "string"), 5L)).containsExactly(violation("has to be a text", "type"));
        assertThat(violations(Map.of("type", List.of("string", "null")), 5L))
                .containsExactly(violation("has to be a text or null", "type"));
        assertThat(violations(Map.of("type", "string"), null)).hasSize(1);
        assertThat(violations(Map.of("type", List.of("string", "null")), null)).isEmpty();
    }

    @Test
    void violationsSayWhere() {
        Map<String, Object> line = Map.of(
                "type",
                "object",
                "required",
                List.of("sku"),
                "additionalProperties",
                false,
                "properties",
                Map.of("sku", Map.of("type", "string", "minLength", 2L)));
        Map<String, Object> schema =
                Map.of("type", "object", "properties", Map.of("lines", Map.of("type", "array", "items", line)));
        Object value = Map.of("lines", List.of(Map.of("sku", "x"), Map.of("sku", "xx", "a/b", 1L), Map.of()));
        assertThat(violations(schema, value))
                .containsExactlyInAnyOrder(
                        violation("has to have at least 2 characters", "minLength", "lines", 0, "sku"),
                        violation("is not known here", "additionalProperties", "lines", 1, "a/b"),
                        violation("is required", "required", "lines", 2, "sku"));
    }

    @ParameterizedTest
    @CsvSource({
        "email, someone@example.com, someone",
        "date, 2026-02-28, 2026-02-30",
        "date-time, 2026-01-31T12:00:00Z, 2026-01-31 12:00",
        "uri, https://example.com/x, example",
        "uuid, 2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d, 2c5ea4c0",
        "ipv4, 127.0.0.1, 127.0.0.256",
        "hostname, example.com, -x-",
        "duration, PT15M, 15 minutes"
    })
    void formatsAreAsserted(String format, String good, String bad) {
        Map<String, Object> schema = Map.of("type", "string", "format", format);
        assertThat(violations(schema, good)).isEmpty();
        assertThat(violations(schema, bad)).singleElement().satisfies(violation -> {
            assertThat(violation.keyword()).isEqualTo("format");
            assertThat(violation.message()).startsWith("has to be ");
        });
    }

    @Test
    void messagesNeverHoldTheValue() {
        Map<String, Object> schema = Map.of(
                "properties",
                Map.of(
                        "a", Map.of("enum", List.of("x", "y")),
                        "b", Map.of("const", 1L),
                        "c", Map.of("pattern", "^x$"),
                        "d", Map.of("not", Map.of("type", "string")),
                        "e", Map.of("oneOf", List.of(Map.of("type", "string"), Map.of("minLength", 1L))),
                        "f", Map.of("anyOf", List.of(Map.of("type", "null"), Map.of("format", "email"))),
                        "g", Map.of("type", "array", "uniqueItems", true, "items", Map.of("maxLength", 3L)),
                        "h", Map.of("propertyNames", Map.of("maxLength", 1L))));
        String secret = "s3cret";
        Object value = Map.of(
                "a",
                secret,
                "b",
                secret,
                "c",
                secret,
                "d",
                secret,
                "e",
                secret,
                "f",
                secret,
                "g",
                List.of(secret, secret),
                "h",
                Map.of(secret, 1L));
        List<Violation> violations = violations(schema, value);
        assertThat(violations).extracting(Violation::message).noneMatch(message -> message.contains(secret));
        assertThat(violations.stream().map(violation -> violation.path().get(0)).distinct())
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
    }

    @Test
    void referencesInsideTheSchemaAreFollowed() {
        Map<String, Object> schema =
                Map.of("$ref", "#/$defs/n", "$defs", Map.of("n", Map.of("type", "integer", "minimum", 1L)));
        assertThat(violations(schema, 1L)).isEmpty();
        assertThat(violations(schema, 0L)).containsExactly(violation("has to be at least 1", "minimum"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com/schema.json",
                "file:///etc/passwd",
                "classpath:draft/2020-12/schema",
                "other.json",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void referencesThatLeaveTheSchemaAreRefused(String reference) {
        assertThatThrownBy(() -> schemas.compile(Map.of("properties", Map.of("a", Map.of("$ref", reference)))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("the JSON Schema is not valid at /properties/a/$ref: a reference has to begin with #:"
                        + " nothing outside the schema is read");
    }

    @Test
    void aReferenceToNowhereIsRefused() {
        assertThatThrownBy(() -> schemas.compile(Map.of("$ref", "#/$defs/none")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void anInvalidSchemaIsRefusedWithWhereAndWhy() {
        refused(Map.of("type", "strin"), "the JSON Schema is not valid at /type: ");
        refused(Map.of("minLength", -1L), "the JSON Schema is not valid at /minLength: has to be at least 0");
        refused(Map.of("properties", Map.of("a", 1L)), "the JSON Schema is not valid at /properties/a: ");
        refused(
                Map.of("minLenght", 1L),
                "the JSON Schema is not valid at /minLenght: unknown keyword; did you mean \"minLength\"?");
        refused(
                Map.of("format", "emial"),
                "the JSON Schema is not valid at /format: unknown format \"emial\"; did you mean \"email\"?");
        refused(Map.of("pattern", "("), "the JSON Schema is not valid at /pattern: no valid regular expression: ");
        refused(
                Map.of("$schema", "http://json-schema.org/draft-07/schema#"),
                "the JSON Schema is not valid at /$schema: ");
    }

    private void refused(Map<String, Object> schema, String message) {
        assertThatThrownBy(() -> schemas.compile(schema))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void keysNamedLikeKeywordsAreNoKeywords() {
        Map<String, Object> schema = Map.of(
                "properties", Map.of("$ref", Map.of("type", "string"), "minLenght", true),
                "enum", List.of(Map.of("$ref", "http://example.com")),
                "x-note", "ours");
        assertThat(violations(schema, Map.of("$ref", "http://example.com"))).isEmpty();
    }

    @Test
    void aPatternCannotKeepTheServerBusy() {
        Map<String, Object> schema =
                Map.of("properties", Map.of("a", Map.of("pattern", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)[^a]$")));
        Object value = Map.of("a", "a".repeat(100));
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(violations(schema, value))
                        .containsExactly(violation(
                                "holds a text that takes too long to be matched with its pattern", "pattern")));
    }

    @Test
    void longTextsAreMatchedAllTheSame() {
        Map<String, Object> schema = Map.of("pattern", "^[a-z ]+$");
        assertThat(violations(schema, "lorem ipsum ".repeat(50_000))).isEmpty();
        assertThat(violations(schema, "lorem ipsum ".repeat(50_000) + "\n")).hasSize(1);
    }

    @Test
    void endlessNestingIsAViolation() {
        Map<String, Object> schema = Map.of("items", Map.of("$ref", "#"));
        Object value = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            value = List.of(value);
        }
        assertThat(violations(schema, value)).hasSize(1);
    }
}
