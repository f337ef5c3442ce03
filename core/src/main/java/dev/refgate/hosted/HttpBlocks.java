package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers and bodies of HTTP requests: lists of keys and values there, a mapping here. */
final class HttpBlocks {
    private HttpBlocks() {}

    static void read(HostedBlock block, Map<String, @Nullable Object> step, Remarks remarks) {
        Object headers = block.inputs().get("headers");
        if (headers instanceof List<?>) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            HostedConfig.mappings(block.inputs(), "headers", block.where())
                    .forEach(header -> fields.put(String.valueOf(header.get("key")), header.get("value")));
            step.put("headers", fields);
        } else if (Remarks.isSomething(headers)) {
            step.put("headers", headers);
        }
        Object body = block.inputs().get("body");
        if (body instanceof String text && !text.isEmpty()) {
            step.put("text", text);
            remarks.check(block.where(), "its body is sent as text; json: would render a structure");
        } else if (Remarks.isSomething(body)) {
            step.put("json", body);
        }
    }

    static Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> step, String where, Remarks remarks) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("method", step.getOrDefault("method", "GET"));
        inputs.put("url", step.get("url"));
        if (step.get("headers") instanceof Map<?, ?> fields) {
            List<Object> headers = new ArrayList<>();
            fields.forEach((key, value) -> {
                Map<String, @Nullable Object> header = new LinkedHashMap<>();
                header.put("key", key);
                header.put("value", value);
                headers.add(header);
            });
            inputs.put("headers", headers);
        }
        Object body = step.containsKey("text") ? step.get("text") : step.get("json");
        if (body != null) {
            inputs.put("body", body);
        }
        remarks.lostIfAny(
                where, step, "the hosted product has no such setting", "query", "form", "expect", "redirects");
        return inputs;
    }
}
