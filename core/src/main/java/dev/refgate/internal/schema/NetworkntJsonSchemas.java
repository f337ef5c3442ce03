package dev.refgate.internal.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.workflow.JsonSchemas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of draft 2020-12. Nothing outside a schema is read, whatever it refers to. The library is loaded with the
 * first schema, so that a server is ready before it.
 */
public final class NetworkntJsonSchemas implements JsonSchemas {
    private static final int MOST_KEPT = 2_000;

    /** Inputs of many workflows are declared alike: {@code type: string} and no more. */
    private final Cache<Map<String, Object>, JsonSchema> compiled =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    private volatile @Nullable SchemaEngine engine;

    @Override
    public JsonSchema compile(Map<String, Object> schema) {
        JsonSchema known = compiled.getIfPresent(schema);
        if (known == null) {
            known = engine().compile(schema);
            compiled.put(schema, known);
        }
        return known;
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
