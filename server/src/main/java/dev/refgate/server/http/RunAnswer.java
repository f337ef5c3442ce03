package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.run.BlockResult;
import dev.refgate.run.RunError;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over, as JSON: flat facts first, then the same run under {@code run} in the form that the hosted product's
 * clients read.
 *
 * @param result the run
 * @param secrets are masked in what blocks put out; the run's outputs are as the workflow made them
 * @param session what the caller groups runs by; the run's own id without it
 */
public record RunAnswer(RunResult result, Secrets secrets, Optional<String> session) {

    /** Writes it as one JSON object. */
    public void write(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("run_id", result.runId());
        generator.writeStringField("status", result.status().word());
        generator.writeFieldName("outputs");
        Json.writeValue(generator, result.outputs());
        generator.writeNumberField("duration_ms", result.duration().toMillis());
        writePins(generator, result.pins());
        if (result.error().isPresent()) {
            writeError(generator, result.error().get());
        }
        writeRun(generator);
        generator.writeEndObject();
    }

    static void writePins(JsonGenerator generator, RunPins pins) throws IOException {
        generator.writeStringField("workflow_id", pins.workflow().value());
        writeText(generator, "environment", pins.environment().orElse(null));
        writeText(generator, "ref", pins.ref().orElse(null));
        writeText(generator, "revision_id", pins.commit().shown());
        generator.writeStringField("content_id", pins.content().hex());
        generator.writeStringField("verification_id", pins.verification().hex());
    }

    private static void writeError(JsonGenerator generator, RunError error) throws IOException {
        generator.writeObjectFieldStart("error");
        writeText(generator, "block", error.block().orElse(null));
        generator.writeStringField("message", error.message());
        generator.writeEndObject();
    }

    private void writeRun(JsonGenerator generator) throws IOException {
        boolean success = result.status() == RunStatus.SUCCESS;
        generator.writeObjectFieldStart("run");
        generator.writeStringField("stop_reason", success ? "workflow_run_completed" : "workflow_run_failed");
        generator.writeStringField("workflow_run_id", result.runId());
        generator.writeStringField("session_id", session.orElse(result.runId()));
        generator.writeObjectFieldStart("state");
        for (BlockResult block : result.blocks()) {
            writeBlock(generator, block);
        }
        generator.writeEndObject();
        generator.writeArrayFieldStart("errors");
        if (result.error().isPresent()) {
            generator.writeString(result.error().get().message());
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private void writeBlock(JsonGenerator generator, BlockResult block) throws IOException {
        generator.writeObjectFieldStart(block.block());
        generator.writeFieldName("output");
        Json.writeValue(generator, secrets.maskAll(block.output()));
        generator.writeStringField("status", block.status().word());
        generator.writeNumberField("attempts", block.attempts());
        if (block.error().isPresent()) {
            generator.writeStringField("error", block.error().get());
        }
        generator.writeEndObject();
    }

    private static void writeText(JsonGenerator generator, String key, @Nullable String text) throws IOException {
        if (text == null) {
            generator.writeNullField(key);
        } else {
            generator.writeStringField(key, text);
        }
    }
}
