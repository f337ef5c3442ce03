package dev.refgate.server.runlog;

import dev.refgate.server.json.InvalidJsonException;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A group of rows as an entry of the journal: a JSON list of objects with the row's components by their names. */
final class RunEntry {
    private RunEntry() {}

    /** In texts, half a character is replaced by a question mark, as the database's driver does. */
    static byte[] write(List<RunRow> rows) {
        return Json.bytes(generator -> Json.writeValue(
                        generator, rows.stream().map(RunEntry::object).toList()))
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

    private static Map<String, @Nullable Object> object(RunRow row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", row.id());
        object.put("workflow", row.workflow());
        object.put("environment", row.environment());
        object.put("ref", row.ref());
        object.put("revision", row.revision());
        object.put("content", row.content());
        object.put("verification", row.verification());
        object.put("cause", row.cause());
        object.put("actor", row.actor());
        object.put("session", row.session());
        object.put("status", row.status());
        object.put("instance", row.instance());
        object.put("startedMicros", row.startedMicros());
        object.put("durationMicros", row.durationMicros());
        object.put("errorBlock", row.errorBlock());
        object.put("errorMessage", row.errorMessage());
        object.put("truncated", row.truncated());
        object.put("sensitive", row.sensitive());
        object.put("inputs", row.inputs());
        object.put("outputs", row.outputs());
        object.put("blocks", row.blocks());
        object.put("facts", row.facts());
        object.replaceAll((name, value) -> value instanceof String text ? whole(text) : value);
        return object;
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
                number(Objects.requireNonNull(object.get("startedMicros"))),
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
