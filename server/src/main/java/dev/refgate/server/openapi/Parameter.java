package dev.refgate.server.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value beside the body of a request.
 *
 * @param name as it is written
 * @param in {@code path}, {@code query} or {@code header}
 * @param required whether a request without it is refused
 * @param description for people
 * @param schema what it may be
 */
public record Parameter(String name, String in, boolean required, String description, Map<String, Object> schema) {

    static Parameter path(String name, String description, Map<String, Object> schema) {
        return new Parameter(name, "path", true, description, schema);
    }

    static Parameter query(String name, String description, Map<String, Object> schema) {
        return new Parameter(name, "query", false, description, schema);
    }

    static Parameter header(String name, String description, Map<String, Object> schema) {
        return new Parameter(name, "header", false, description, schema);
    }

    Parameter mandatory() {
        return new Parameter(name, in, true, description, schema);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("in", in);
        json.put("required", required);
        json.put("description", description);
        json.put("schema", schema);
        return json;
    }
}
