package dev.refgate.internal.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.refgate.workflow.JsonSchemas.JsonSchema;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema that is ready to check values. */
final class NetworkntJsonSchema implements JsonSchema {
    private final Schema schema;

    NetworkntJsonSchema(Schema schema) {
        this.schema = schema;
    }

    @Override
    public List<Violation> validate(@Nullable Object value) {
        try {
            List<Error> errors = schema.validate(JsonNodes.of(value));
            return errors.isEmpty() ? List.of() : Violations.of(errors);
        } catch (CostlyPatternException e) {
            return List.of(new Violation(List.of(), e.getMessage(), "pattern"));
        } catch (StackOverflowError e) {
            return List.of(
                    new Violation(List.of(), "is nested too deeply, or too long for a pattern of the schema", "type"));
        }
    }
}
