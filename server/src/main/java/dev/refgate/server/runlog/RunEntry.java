package dev.refgate.server.runlog;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.server.json.InvalidJsonException;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A group of rows as an entry of the journal: a JSON list of objects with the row's components by their names. */
final class RunEntry {
    private RunEntry() {}

    /** In texts, half a character is replaced by a question mark, as the database's driver does. */
    static byte[] write(List<RunRow> rows) {
        return Json.bytes(generator -> {
                    generator.writeStartArray();
                    for (RunRow row : rows) {
                        write(generator, row);
                    }
                    generator.writeEndArray();
                })
                .toByteArray();
    }

    /**
     * @throws IOException when it is no such entry
     */
    static List<RunRow> read(byte[] entry) throws IOException {
        try {
            List<RunRow> rows = new ArrayList<>();
            for (Object object : (List<?>) Objects.requireNonNull(Json.read(entry))) {
                rows.add(row((Map<?, ?>) object));
            }
            return rows;
        } catch (InvalidJsonException | ClassCastException | NullPointerException e) {
            throw new IOException("an entry that holds no runs: " + e.getMessage(), e);
        }
    }

    private static void write(JsonGenerator generator, RunRow row) throws IOException {
        generator.writeStartObject();
        write(generator, "id", row.id());
        write(generator, "workflow", row.workflow());
        write(generator, "environment", row.environment());
        write(generator, "ref", row.ref());
        write(generator, "revision", row.revision());
        write(generator, "content", row.content());
        write(generator, "verification", row.verification());
        write(generator, "cause", row.cause());
        write(generator, "actor", row.actor());
        write(generator, "session", row.session());
        write(generator, "status", row.status());
        write(generator, "instance", row.instance());
        Json.writeField(generator, "startedMicros", row.startedMicros());
        Json.writeField(generator, "durationMicros", row.durationMicros());
        write(generator, "errorBlock", row.errorBlock());
        write(generator, "errorMessage", row.errorMessage());
        Json.writeField(generator, "truncated", row.truncated());
        write(generator, "sensitive", row.sensitive());
        write(generator, "inputs", row.inputs());
        write(generator, "outputs", row.outputs());
        write(generator, "blocks", row.blocks());
        write(generator, "facts", row.facts());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, String name, @Nullable String text) throws IOException {
        if (text != null) {
            generator.writeStringField(name, isWhole(text) ? text : whole(text));
        }
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static RunRow row(Map<?, ?> object) {
        return new RunRow(
                text(object, "id"),
                text(object, "workflow"),
                (String) object.get("environment"),
                (String) object.get("ref"),
                text(object, "revision"),
                text(object, "content"),
                text(object, "verification"),
                text(object, "cause"),
                text(object, "actor"),
                text(object, "session"),
                text(object, "status"),
                text(object, "instance"),
                number(object.get("startedMicros")),
                object.get("durationMicros") == null ? null : (Long) number(object.get("durationMicros")),
                (String) object.get("errorBlock"),
                (String) object.get("errorMessage"),
                Boolean.TRUE.equals(object.get("truncated")),
                text(object, "sensitive"),
                (String) object.get("inputs"),
                (String) object.get("outputs"),
                (String) object.get("blocks"),
                (String) object.get("facts"));
    }

    private static String text(Map<?, ?> object, String name) {
        return (String) Objects.requireNonNull(object.get(name), name);
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }
}
