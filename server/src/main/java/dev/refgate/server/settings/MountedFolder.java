package dev.refgate.server.settings;

import dev.refgate.environment.Settings;
import dev.refgate.environment.SettingsFile;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of settings as Kubernetes mounts secrets: a folder for each environment, in it a file for each key. Names that begin
 * with a point are the mount's own.
 */
final class MountedFolder {
    private static final int LARGEST = 1 << 16;

    private MountedFolder() {}

    /**
     * @throws InvalidArgumentException when it cannot be used; never shows what is in it
     */
    static Settings read(Path folder) {
        Map<String, Map<String, String>> environments = new LinkedHashMap<>();
        try {
            for (Path environment : visible(folder)) {
                if (!Files.isDirectory(environment)) {
                    throw new InvalidArgumentException(environment
                            + ": a file (expected a folder for each environment, with a file for each key)");
                }
                environments.put(environment.getFileName().toString(), values(environment));
            }
            return Settings.of(environments);
        } catch (IOException e) {
            throw new InvalidArgumentException(
                    folder + ": cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
        }
    }

    private static Map<String, String> values(Path environment) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Path file : visible(environment)) {
            String key = file.getFileName().toString();
            if (!SettingsFile.KEY.matcher(key).matches() || !Files.isRegularFile(file)) {
                throw new InvalidArgumentException(
                        file + ": expected a file whose name is a key: letters, digits and _");
            }
            if (Files.size(file) > LARGEST) {
                throw new InvalidArgumentException(file + ": too large (expected at most " + LARGEST + " bytes)");
            }
            values.put(key, withoutLastLineEnd(OneFile.text(file, Files.readAllBytes(file))));
        }
        return values;
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Editors end files with one. */
    private static String withoutLastLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
