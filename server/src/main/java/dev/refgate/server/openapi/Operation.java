package dev.refgate.server.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one route does.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 * @param id unique, for programs that are made of the document
 * @param needs the scopes of keys of which one is enough; empty for anybody
 * @param body the name of the schema of its body
 * @param answers what it answers, by status; all else is an error
 */
public record Operation(
        String method,
        String path,
        String id,
        String summary,
        List<String> needs,
        List<Parameter> parameters,
        Optional<String> body,
        Map<Integer, Answer> answers) {

    /**
     * One answer.
     *
     * @param contents names of schemas by type of content; none for an answer without a body
     */
    public record Answer(String description, Map<String, String> contents) {}

    static Operation of(String method, String path, String id, String summary) {
        return new Operation(method, path, id, summary, List.of(), List.of(), Optional.empty(), Map.of());
    }

    Operation needs(String... scopes) {
        return new Operation(method, path, id, summary, List.of(scopes), parameters, body, answers);
    }

    Operation with(Parameter... more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new Operation(method, path, id, summary, needs, all, body, answers);
    }

    Operation body(String schema) {
        return new Operation(method, path, id, summary, needs, parameters, Optional.of(schema), answers);
    }

    Operation json(int status, String description, String schema) {
        return answer(status, description, "application/json", schema);
    }

    Operation answer(int status, String description, String type, String schema) {
        Map<Integer, Answer> all = new LinkedHashMap<>(answers);
        Map<String, String> contents = new LinkedHashMap<>();
        Answer known = all.get(status);
        if (known != null) {
            contents.putAll(known.contents());
        }
        contents.put(type, schema);
        all.put(status, new Answer(known == null ? description : known.description(), contents));
        return new Operation(method, path, id, summary, needs, parameters, body, all);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operationId", id);
        json.put("summary", summary);
        if (!needs.isEmpty()) {
            json.put("description", "Needs a key with one of the scopes: " + String.join(", ", needs) + ".");
        }
        json.put("security", needs.isEmpty() ? List.of() : List.of(Map.of("key", List.of())));
        if (!parameters.isEmpty()) {
            json.put("parameters", parameters.stream().map(Parameter::toJson).toList());
        }
        body.ifPresent(schema -> json.put(
                "requestBody", Map.of("required", false, "content", Map.of("application/json", reference(schema)))));
        Map<String, Object> responses = new LinkedHashMap<>();
        answers.forEach((status, answer) -> responses.put(status.toString(), response(answer)));
        responses.put("default", Map.of("$ref", "#/components/responses/Error"));
        json.put("responses", responses);
        return json;
    }

    private static Map<String, Object> response(Answer answer) {
        Map<String, Object> contents = new LinkedHashMap<>();
        answer.contents().forEach((type, schema) -> contents.put(type, reference(schema)));
        return Map.of("description", answer.description(), "content", contents);
    }

    private static Map<String, Object> reference(String schema) {
        return Map.of("schema", Map.of("$ref", "#/components/schemas/" + schema));
    }
}
