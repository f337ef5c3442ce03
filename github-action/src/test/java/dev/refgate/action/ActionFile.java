package dev.refgate.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of GitHub Actions, as plain values. */
record ActionFile(Map<String, Object> values) {

    @SuppressWarnings("unchecked") // YAML's maps have such keys
    static ActionFile read(Path file) {
        try {
            return new ActionFile(new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static Map<String, String> texts(Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(value).forEach((name, each) -> texts.put(name, String.valueOf(each)));
        return texts;
    }

    List<String> inputs() {
        return new ArrayList<>(map(values.get("inputs")).keySet());
    }

    List<String> outputs() {
        return new ArrayList<>(map(values.get("outputs")).keySet());
    }

    String description(String part, String name) {
        return String.valueOf(map(map(values.get(part)).get(name)).get("description"));
    }

    /** The steps of a composite action. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> steps() {
        return (List<Map<String, Object>>) map(values.get("runs")).get("steps");
    }

    Map<String, Object> step(String id) {
        return steps().stream()
                .filter(step -> id.equals(step.get("id")))
                .findFirst()
                .orElseThrow();
    }
}
