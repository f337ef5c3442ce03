package dev.refgate.server.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The document of a server: its operations, and what they speak of. */
public final class OpenApiDocument {
    private OpenApiDocument() {}

    /**
     * @param operations of the routes that the server has, in the order in which they are shown
     */
    public static Map<String, Object> of(List<Operation> operations) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Operation operation : operations) {
            @SuppressWarnings("unchecked") // made two lines below
            Map<String, Object> path =
                    (Map<String, Object>) paths.computeIfAbsent(operation.path(), key -> new LinkedHashMap<>());
            path.put(operation.method().toLowerCase(Locale.ROOT), operation.toJson());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info());
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Refgate");
        info.put("version", "2");
        info.put("description", "Runs workflows that are Git revisions.");
        info.put("license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
        return info;
    }

    private static Map<String, Object> components() {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", Schemas.all());
        components.put(
                "responses",
                Map.of(
                        "Error",
                        Map.of(
                                "description",
                                "What is wrong. 5xx and 429 are only for calls of which nothing was run.",
                                "content",
                                Map.of("application/json", Map.of("schema", Schemas.reference("Error"))))));
        components.put("securitySchemes", Map.of("key", Map.of("type", "http", "scheme", "bearer")));
        return components;
    }
}
