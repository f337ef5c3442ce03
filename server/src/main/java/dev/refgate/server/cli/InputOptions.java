package dev.refgate.server.cli;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.json.InvalidJsonException;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The inputs of a run: a file of them, single ones, or both, then the single ones count. */
final class InputOptions {
    @Option(
            names = "--input",
            paramLabel = "KEY=VALUE",
            description = "One input. The value is JSON where it can be read as JSON (3, true, [1], \"3\"), else text.")
    private List<String> single = List.of();

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "A file with all inputs as one JSON object; - reads it from standard input.")
    private @Nullable String file;

    Map<String, Object> read(InputStream in) throws IOException {
        Map<String, Object> inputs = new LinkedHashMap<>(file == null ? Map.of() : all(file, in));
        for (String input : single) {
            int equals = input.indexOf('=');
            if (equals < 1) {
                throw new InvalidArgumentException("--input: " + input + " (expected key=value)");
            }
            put(inputs, input.substring(0, equals), value(input.substring(equals + 1)));
        }
        return inputs;
    }

    @SuppressWarnings("NullAway") // an input may be null, and the engine takes it as JSON's null
    private static void put(Map<String, Object> inputs, String key, @Nullable Object value) {
        inputs.put(key, value);
    }

    private static @Nullable Object value(String text) {
        try {
            return Json.parse(text);
        } catch (InvalidJsonException e) {
            return text;
        }
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    private static Map<String, Object> all(String file, InputStream in) throws IOException {
        Object value;
        try {
            value = Json.read(file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file)));
        } catch (InvalidJsonException e) {
            throw new InvalidJsonException("--inputs: " + file + ": " + e.getMessage(), e);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new InvalidArgumentException("--inputs: " + file + " (expected a file that exists, or -)", e);
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new InvalidArgumentException("--inputs: " + file + " (expected one JSON object)");
    }
}
