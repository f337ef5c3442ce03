package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON Schema of a whole file, as editors and other programs read it. */
public final class JsonSchemaFile {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ADDRESS = "https://refgate.dev/schema/";

    private JsonSchemaFile() {}

    /**
     * A complete schema, as plain values.
     *
     * @param name of the schema's own file, such as {@code workflow.schema.json}; ends its {@code $id}
     * @param title for people
     * @param shape what the file has to look like
     */
    public static Map<String, Object> of(String name, String title, Shape shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("$id", ADDRESS + name);
        schema.put("title", title);
        schema.putAll(shape.jsonSchema());
        Map<String, Map<String, Object>> definitions = new LinkedHashMap<>();
        shape.define(definitions);
        if (!definitions.isEmpty()) {
            schema.put("$defs", definitions);
        }
        return schema;
    }
}
