package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.repository.CommitId;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunRow;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of the log, ready to be shown: under its {@link Veil}. */
final class LoggedRun {
    private final RunRow row;
    private final RunFacts facts;
    private final Veil veil;

    LoggedRun(RunRow row) {
        this.row = row;
        this.facts = RunFacts.of(row.facts());
        this.veil = Veil.of(row, facts);
    }

    RunRow row() {
        return row;
    }

    @Nullable
    Object inputs() {
        return veil.inputs();
    }

    @Nullable
    Object outputs() {
        return row.outputs() != null && Json.parse(row.outputs()) instanceof Map<?, ?> outputs
                ? veil.overEach(outputs)
                : null;
    }

    /** In the order in which they ended. */
    List<Map<?, ?>> blocks() {
        List<Map<?, ?>> blocks = new ArrayList<>();
        if (row.blocks() != null && Json.parse(row.blocks()) instanceof List<?> list) {
            list.forEach(block -> blocks.add(LoggedBlock.shown(veil.overBlock((Map<?, ?>) block))));
        }
        return blocks;
    }

    @Nullable
    String error() {
        return (String) veil.over(row.errorMessage());
    }

    Instant started() {
        return Instant.EPOCH.plus(row.startedMicros(), ChronoUnit.MICROS);
    }

    @Nullable
    Instant ended() {
        return row.durationMicros() == null ? null : started().plusNanos(row.durationMicros() * 1_000);
    }

    RunFacts facts() {
        return facts;
    }

    private void writeFacts(JsonGenerator generator) throws IOException {
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
