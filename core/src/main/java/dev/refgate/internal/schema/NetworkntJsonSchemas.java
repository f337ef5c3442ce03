package dev.refgate.internal.schema;

import dev.refgate.workflow.JsonSchemas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of draft 2020-12. Nothing outside a schema is read, whatever it refers to. The library is loaded with the
 * first schema, so that a server is ready before it.
 */
public final class NetworkntJsonSchemas implements JsonSchemas {
    private volatile @Nullable SchemaEngine engine;

    @Override
    public JsonSchema compile(Map<String, Object> schema) {
        return engine().compile(schema);
    }

    private SchemaEngine engine() {
        SchemaEngine present = engine;
        if (present == null) {
            synchronized (this) {
                present = engine;
                if (present == null) {
                    present = new SchemaEngine();
                    engine = present;
                }
            }
        }
        return present;
    }
}
