package dev.refgate.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** The file that the runner reads a step's outputs from. A value ends where a word stands that nobody could know before. */
final class OutputFile {
    private OutputFile() {}

    static void append(Path file, Map<String, String> outputs) throws IOException {
        StringBuilder text = new StringBuilder();
        outputs.forEach((name, value) -> {
            String end = "end-" + UUID.randomUUID();
            text.append(name).append("<<").append(end).append('\n');
            text.append(value).append('\n').append(end).append('\n');
        });
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
