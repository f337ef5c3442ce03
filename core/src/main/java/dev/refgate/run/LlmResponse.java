package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.document.Key;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.JsonSchemas.JsonSchema;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to answer with: text, JSON, or JSON of a certain form, which is asked for and then checked.
 *
 * @param format what the endpoint is told; empty for text
 * @param schema what JSON has to match
 */
record LlmResponse(Optional<Map<String, Object>> format, Optional<JsonSchema> schema) {
    static final LlmResponse TEXT = new LlmResponse(Optional.empty(), Optional.empty());

    static final Shape SHAPE = Shapes.either(
            Shapes.choice("text", "json"),
            Shapes.object(
                    "response", Key.required("schema", Shapes.any(), "A JSON Schema, which the answer has to match.")));

    private static final int MOST_VIOLATIONS = 3;

    /** Reads what {@link #SHAPE} has found right; what is wrong with a schema is a problem of the block. */
    static LlmResponse of(Node node, BlockCompiler block, JsonSchemas schemas) {
        if (!(node instanceof MappingNode mapping)) {
            return "json".equals(node.value())
                    ? new LlmResponse(Optional.of(Map.of("type", "json_object")), Optional.empty())
                    : TEXT;
        }
        Node schema = mapping.find("schema").orElse(mapping);
        if (!(schema instanceof MappingNode) || !(schema.value() instanceof Map<?, ?> value)) {
            block.problem(schema.location(), "expected a JSON Schema (a mapping), found " + schema.described());
            return TEXT;
        }
        try {
            Map<String, Object> plain = asSchema(value);
            return new LlmResponse(
                    Optional.of(
                            Map.of("type", "json_schema", "json_schema", Map.of("name", "answer", "schema", plain))),
                    Optional.of(schemas.compile(plain)));
        } catch (InvalidArgumentException e) {
            block.problem(schema.location(), e.getMessage());
            return TEXT;
        }
    }

    @SuppressWarnings("unchecked") // the keys of a mapping in a file are texts
    private static Map<String, Object> asSchema(Map<?, ?> value) {
        return (Map<String, Object>) value;
    }

    boolean isJson() {
        return format.isPresent();
    }

    /**
     * The answer as a value.
     *
     * @throws BlockException when it is not what was asked for
     */
    @Nullable
    Object value(LlmReply reply, JsonFormat json) {
        if (!isJson()) {
            return reply.text();
        }
        if (reply.isCut()) {
            throw AnswerBody.unusable("the model's answer is cut off at max_tokens, so it is no whole JSON");
        }
        Object value;
        try {
            value = JsonValues.immutableCopy(json.read(reply.text().strip().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidArgumentException e) {
            throw LlmReply.unusable("the model did not answer with valid JSON");
        }
        List<Violation> violations =
                schema.map(checked -> checked.validate(value)).orElse(List.of());
        if (!violations.isEmpty()) {
            throw LlmReply.unusable("the model's answer does not match the schema: "
                    + violations.stream()
                            .limit(MOST_VIOLATIONS)
                            .map(LlmResponse::described)
                            .collect(Collectors.joining("; ")));
        }
        return value;
    }

    private static String described(Violation violation) {
        String path = violation.path().stream().map(String::valueOf).collect(Collectors.joining("."));
        return path.isEmpty() ? violation.message() : path + ": " + violation.message();
    }
}
