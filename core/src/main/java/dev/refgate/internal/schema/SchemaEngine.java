package dev.refgate.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.JsonSchemas.JsonSchema;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The validator, set up. Reading the schema of schemas takes a while, so that waits for the first schema which needs it. */
final class SchemaEngine {
    private final SchemaRegistry registry;

    SchemaEngine() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(false)
                .regularExpressionFactory(BoundedPattern::new)
                .build();
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .format(new EmailFormat())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        this.registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    /** What the schema of schemas has against one; the registry keeps it. */
    List<Error> errors(JsonNode schema) {
        return registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()))
                .validate(schema);
    }

    JsonSchema compile(Map<String, Object> schema) {
        try {
            SchemaRules.check(schema);
            JsonNode node = JsonNodes.of(schema);
            List<Error> errors = PlainSchema.isValid(schema) ? List.of() : errors(node);
            if (!errors.isEmpty()) {
                throw invalid(errors.get(0));
            }
            Schema compiled = registry.getSchema(node);
            compiled.initializeValidators();
            return new NetworkntJsonSchema(compiled);
        } catch (SchemaException e) {
            throw new InvalidArgumentException("the JSON Schema cannot be used: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new InvalidArgumentException("the JSON Schema is nested too deeply, or refers to itself without end");
        }
    }

    private static InvalidArgumentException invalid(Error error) {
        Violation violation = Violations.of(error);
        return new InvalidArgumentException(SchemaRules.located(violation.path(), violation.message()));
    }
}
