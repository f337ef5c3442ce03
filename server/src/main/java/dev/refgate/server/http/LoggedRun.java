package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.repository.CommitId;
import dev.refgate.run.Secrets;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of the log, ready to be shown: the inputs that the workflow calls sensitive are masked, and so are their values
 * wherever else they stand in the run.
 */
final class LoggedRun {
    private final RunRow row;
    private final Secrets hidden;
    private final @Nullable Object inputs;

    LoggedRun(RunRow row) {
        this.row = row;
        List<?> names = parsed(row.sensitive(), null) instanceof List<?> list ? list : List.of();
        Object sent = parsed(row.inputs(), null);
        List<String> values = new ArrayList<>();
        collect(facts().hidden(), values);
        if (sent instanceof Map<?, ?> map && !names.isEmpty()) {
            Map<Object, @Nullable Object> shown = new LinkedHashMap<>(map);
            for (Object name : names) {
                if (map.containsKey(name)) {
                    collect(map.get(name), values);
                    shown.put(name, "***");
                }
            }
            this.inputs = shown;
        } else {
            this.inputs = sent;
        }
        this.hidden = Secrets.of(values);
    }

    private static void collect(@Nullable Object value, List<String> texts) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, texts));
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> collect(item, texts));
        } else if (value != null && !(value instanceof Boolean)) {
            texts.add(value.toString());
        }
    }

    RunRow row() {
        return row;
    }

    @Nullable
    Object inputs() {
        return inputs;
    }

    @Nullable
    Object outputs() {
        return hidden.maskAll(parsed(row.outputs(), null));
    }

    /** In the order in which they ended. */
    List<Map<?, ?>> blocks() {
        List<Map<?, ?>> blocks = new ArrayList<>();
        if (hidden.maskAll(parsed(row.blocks(), List.of())) instanceof List<?> list) {
            list.forEach(block -> blocks.add(LoggedBlock.shown((Map<?, ?>) block)));
        }
        return blocks;
    }

    @Nullable
    String error() {
        return row.errorMessage() == null ? null : hidden.mask(row.errorMessage());
    }

    Instant started() {
        return Instant.EPOCH.plus(row.startedMicros(), ChronoUnit.MICROS);
    }

    @Nullable
    Instant ended() {
        return row.durationMicros() == null ? null : started().plusNanos(row.durationMicros() * 1_000);
    }

    private static @Nullable Object parsed(@Nullable String json, @Nullable Object otherwise) {
        return json == null ? otherwise : Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    RunFacts facts() {
        return RunFacts.of(row.facts());
    }

    private void writeFacts(JsonGenerator generator) throws IOException {
        if (row.facts() == null) {
            return;
        }
        RunFacts facts = facts();
        if (facts.rerunOf().isPresent()) {
            generator.writeStringField("rerun_of", facts.rerunOf().get());
        }
        if (facts.inputTokens() + facts.outputTokens() > 0) {
            Json.writeField(
                    generator,
                    "tokens",
                    Map.of(
                            "input", facts.inputTokens(),
                            "output", facts.outputTokens(),
                            "total", facts.inputTokens() + facts.outputTokens()));
        }
        if (facts.cost() != null) {
            generator.writeNumberField("cost", facts.cost());
        }
    }

    /** Writes it in the words of the execute route's answer, and more. */
    void write(JsonGenerator generator, boolean details) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("run_id", row.id());
        generator.writeStringField("workflow_id", row.workflow());
        Json.writeField(generator, "environment", row.environment());
        Json.writeField(generator, "ref", row.ref());
        Json.writeField(generator, "revision_id", new CommitId(row.revision()).shown());
        generator.writeStringField("content_id", row.content());
        generator.writeStringField("verification_id", row.verification());
        generator.writeStringField("trigger", row.cause());
        generator.writeStringField("actor", row.actor());
        generator.writeStringField("session_id", row.session());
        writeFacts(generator);
        generator.writeStringField("status", row.status());
        generator.writeStringField("started_at", started().toString());
        Instant ended = ended();
        Json.writeField(generator, "ended_at", ended == null ? null : ended.toString());
        Json.writeField(generator, "duration_ms", row.durationMicros() == null ? null : row.durationMicros() / 1_000);
        if (row.errorMessage() != null) {
            generator.writeObjectFieldStart("error");
            Json.writeField(generator, "block", row.errorBlock());
            Json.writeField(generator, "message", error());
            generator.writeEndObject();
        }
        if (details) {
            generator.writeBooleanField("truncated", row.truncated());
            Json.writeField(generator, "inputs", inputs());
            Json.writeField(generator, "outputs", outputs());
            Json.writeField(generator, "blocks", blocks());
        }
        generator.writeEndObject();
    }
}
