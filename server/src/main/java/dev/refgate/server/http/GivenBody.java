package dev.refgate.server.http;

import dev.refgate.GivenWorkflow;
import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that brings its workflow. Keys that it does not know are ignored, as {@link ExecuteBody} does.
 *
 * @param key where the workflow is in it
 * @param workflow what is there, as it came
 * @param given the same, to be run
 * @param execute the rest
 */
record GivenBody(String key, Object workflow, GivenWorkflow given, ExecuteBody execute) {
    private static final String CONFIG = "workflow_config";
    private static final String FILES = "files";

    static GivenBody parse(byte[] utf8) {
        Map<String, Object> body = ExecuteBody.object(utf8.length == 0 ? Map.of() : Json.read(utf8), List.of("body"));
        @Nullable Object config = body.get(CONFIG);
        @Nullable Object files = body.get(FILES);
        if ((config == null) == (files == null)) {
            throw Refusal.invalid(
                    List.of("body", CONFIG),
                    config == null
                            ? CONFIG + ": missing (expected a configuration, or files, path by path: {\"files\":"
                                    + " {\"workflow.yml\": …}})"
                            : CONFIG + " and " + FILES + ": both (expected one of them)",
                    config == null ? "missing" : "invalid_argument");
        }
        ExecuteBody execute = ExecuteBody.of(body);
        if (config != null) {
            return new GivenBody(CONFIG, config, new GivenWorkflow.Hosted(config), execute);
        }
        SortedMap<String, byte[]> contents = files(ExecuteBody.object(files, List.of("body", FILES)));
        return new GivenBody(
                FILES,
                Objects.requireNonNull(files),
                JsonBody.about(FILES, () -> new GivenWorkflow.Files(contents)),
                execute);
    }

    /** The contents of files, by path. */
    static SortedMap<String, byte[]> files(Map<?, ?> texts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((path, text) -> {
            if (!(text instanceof String content)) {
                throw Refusal.invalid(
                        List.of("body", FILES, String.valueOf(path)),
                        path + ": no text (expected the file's content)",
                        "invalid_argument");
            }
            files.put(String.valueOf(path), content.getBytes(StandardCharsets.UTF_8));
        });
        return files;
    }

    /** What has to be the same for a call to be the same. */
    Map<String, Object> sameness() {
        Map<String, Object> same = new LinkedHashMap<>();
        same.put(key, workflow);
        same.put("inputs", execute.inputs());
        return same;
    }
}
