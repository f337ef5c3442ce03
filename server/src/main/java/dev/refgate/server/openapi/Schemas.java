package dev.refgate.server.openapi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of bodies and answers: JSON Schema 2020-12, by name. Answers may have more than is written here. */
final class Schemas {
    static final Map<String, Object> TEXT = Map.of("type", "string");
    static final Map<String, Object> NULLABLE_TEXT = Map.of("type", List.of("string", "null"));
    static final Map<String, Object> NUMBER = Map.of("type", "number");
    static final Map<String, Object> TRUTH = Map.of("type", "boolean");
    static final Map<String, Object> OBJECT = Map.of("type", "object");
    static final Map<String, Object> NULLABLE_OBJECT = Map.of("type", List.of("object", "null"));
    static final Map<String, Object> STATUS =
            words("queued", "running", "success", "failed", "cancelled", "timed_out", "interrupted");

    private Schemas() {}

    static Map<String, Object> words(String... words) {
        return Map.of("type", "string", "enum", Arrays.asList(words));
    }

    static Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Text", TEXT);
        all.put("Document", OBJECT);
        all.put("Error", error());
        all.put("ExecuteBody", object(List.of(), "inputs", OBJECT, "streaming", TRUTH));
        all.put(
                "ExecuteGivenBody",
                object(List.of(), "workflow_config", OBJECT, "files", OBJECT, "inputs", OBJECT, "streaming", TRUTH));
        all.put("RerunBody", object(List.of(), "from", TEXT, "revision", TEXT, "streaming", TRUTH));
        all.put("Run", run());
        all.put("Block", object(List.of("block_id"), "block_id", TEXT, "block_type", TEXT, "status", TEXT));
        all.put("RunPage", page("Run"));
        all.put(
                "RunEvent",
                object(List.of("name", "data"), "name", TEXT, "event_type", TEXT, "id", TEXT, "data", OBJECT));
        all.put("RunLog", object(List.of("workflow_run_id"), "workflow_run_id", TEXT, "status", STATUS));
        all.put("Accepted", object(List.of("status"), "status", TEXT, "run_id", TEXT));
        all.put(
                "Workflow",
                object(
                        List.of("workflow_id", "revision_id", "content_id"),
                        "workflow_id",
                        TEXT,
                        "revision_id",
                        TEXT,
                        "content_id",
                        TEXT,
                        "workflow_config",
                        OBJECT,
                        "problems",
                        list(TEXT)));
        all.put("WorkflowPage", page("Workflow"));
        all.put("WorkflowAnswer", object(List.of("data"), "data", reference("Workflow")));
        all.put(
                "Environment",
                object(
                        List.of("name", "ref"),
                        "name",
                        TEXT,
                        "ref",
                        TEXT,
                        "from",
                        NULLABLE_TEXT,
                        "commit",
                        NULLABLE_TEXT,
                        "error",
                        NULLABLE_TEXT));
        all.put(
                "Environments",
                object(List.of("data", "policy"), "data", list(reference("Environment")), "policy", OBJECT));
        all.put("Trigger", trigger());
        all.put("Triggers", object(List.of("data"), "data", list(reference("Trigger"))));
        all.put(
                "AuditEntry",
                object(
                        List.of("id", "time"),
                        "id",
                        TEXT,
                        "time",
                        TEXT,
                        "actor",
                        TEXT,
                        "address",
                        TEXT,
                        "action",
                        TEXT,
                        "outcome",
                        TEXT));
        all.put("AuditPage", page("AuditEntry"));
        all.put("Health", object(List.of("status"), "status", TEXT, "reason", TEXT, "trouble", TEXT));
        return all;
    }

    private static Map<String, Object> trigger() {
        return object(
                List.of("trigger_id", "trigger_config", "workflow_id", "environment"),
                "trigger_id",
                TEXT,
                "trigger_config",
                OBJECT,
                "workflow_id",
                TEXT,
                "environment",
                TEXT,
                "revision_id",
                TEXT,
                "inactive_because",
                NULLABLE_TEXT,
                "overlap",
                words("skip", "allow"),
                "next_times",
                list(TEXT),
                "last_time",
                NULLABLE_OBJECT,
                "last_run",
                NULLABLE_OBJECT,
                "addresses",
                list(OBJECT));
    }

    private static Map<String, Object> run() {
        return object(
                List.of("run_id", "status"),
                "run_id",
                TEXT,
                "status",
                STATUS,
                "outputs",
                Map.of(),
                "duration_ms",
                NUMBER,
                "workflow_id",
                TEXT,
                "environment",
                NULLABLE_TEXT,
                "ref",
                NULLABLE_TEXT,
                "revision_id",
                NULLABLE_TEXT,
                "content_id",
                TEXT,
                "verification_id",
                TEXT,
                "blocks",
                list(reference("Block")),
                "error",
                Map.of("type", List.of("object", "string", "null")));
    }

    private static Map<String, Object> error() {
        Map<String, Object> detail = object(
                List.of("loc", "msg", "type"),
                "loc",
                list(Map.of("type", List.of("string", "integer"))),
                "msg",
                TEXT,
                "type",
                TEXT);
        return object(List.of("detail"), "detail", Map.of("oneOf", List.of(TEXT, list(detail))));
    }

    private static Map<String, Object> page(String schema) {
        return object(
                List.of("data", "has_more"), "data", list(reference(schema)), "next_cursor", TEXT, "has_more", TRUTH);
    }

    static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    private static Map<String, Object> object(List<String> required, Object... properties) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            byName.put((String) properties[i], properties[i + 1]);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", byName);
        return schema;
    }
}
