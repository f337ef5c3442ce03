package dev.refgate.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of commands as GitHub's runner does. */
final class RunnerFiles {
    private RunnerFiles() {}

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code name=value}, or {@code name<<word}, lines, {@code word}. */
    static Map<String, String> outputs(Path file) {
        Map<String, String> outputs = new LinkedHashMap<>();
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int equals = line.indexOf('=');
            int heredoc = line.indexOf("<<");
            if (heredoc > 0 && (equals < 0 || heredoc < equals)) {
                String end = line.substring(heredoc + 2);
                StringBuilder value = new StringBuilder();
                for (i++; i < lines.size() && !lines.get(i).equals(end); i++) {
                    value.append(value.isEmpty() ? "" : "\n").append(lines.get(i));
                }
                if (i == lines.size()) {
                    throw new AssertionError("no end of " + line + " in " + file);
                }
                outputs.put(line.substring(0, heredoc), value.toString());
            } else if (equals > 0) {
                outputs.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (!line.isEmpty()) {
                throw new AssertionError("invalid line in " + file + ": " + line);
            }
        }
        return outputs;
    }
}
