package dev.refgate.server.settings;

import dev.refgate.Refgate;
import dev.refgate.environment.Settings;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of settings: YAML, or, when its name ends in {@code .env}, lines as for variables. */
final class OneFile {
    private static final int LARGEST = 1 << 20;
    private static final Pattern LINE =
            Pattern.compile("(?:export\\s+)?(REFGATE_ENV__[A-Z0-9_]+?__[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    private OneFile() {}

    /**
     * @throws dev.refgate.error.RefgateException when it cannot be used; never shows what is in it
     */
    static Settings read(Path file) {
        try {
            requirePrivate(file);
            if (Files.size(file) > LARGEST) {
                throw new InvalidArgumentException(file + ": too large (expected at most " + LARGEST + " bytes)");
            }
            byte[] content = Files.readAllBytes(file);
            return file.toString().endsWith(".env")
                    ? lines(file, text(file, content))
                    : Refgate.settings(file.toString(), content);
        } catch (IOException e) {
            throw new InvalidArgumentException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            throw new InvalidArgumentException(
                    file + ": everybody on this machine may read it (expected a file for its owner). Try: chmod 600 "
                            + file);
        }
    }

    static String text(Path file, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidArgumentException(file + ": not UTF-8");
        }
    }

    private static Settings lines(Path file, String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher found = LINE.matcher(line);
            @Nullable String value = found.matches() ? unquoted(found.group(2)) : null;
            if (value == null || variables.put(found.group(1), value) != null) {
                throw new InvalidArgumentException(
                        file + ":" + (i + 1)
                                + ": expected REFGATE_ENV__<ENVIRONMENT>__<KEY>=value, each once, the value as it is or in quotes");
            }
        }
        return Settings.fromVariables(variables);
    }

    /** Null when a quote has no end. Nothing inside is interpreted. */
    private static @Nullable String unquoted(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        if (first != '"' && first != '\'') {
            return value;
        }
        boolean closed = value.length() > 1 && value.charAt(value.length() - 1) == first;
        return closed ? value.substring(1, value.length() - 1) : null;
    }
}
