package dev.refgate.server.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.run.BlockResult;
import dev.refgate.run.BlockStatus;
import dev.refgate.run.RunEvent;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's events into its feed, in the envelope and with the seven names that the hosted product's clients read.
 * Values of {@code _env} are masked in what blocks put out, also where they come in parts; the run's outputs are the
 * caller's, as the workflow made them. For one run; told one event at a time.
 */
final class EventEncoder {
    private final RunFeed feed;
    private final String session;
    private final Secrets secrets;
    private final Map<String, Object> inputs;
    private final Map<String, MaskedParts> parts = new HashMap<>();
    private @Nullable RunPins pins;

    /**
     * @param inputs as they are to be shown
     */
    EventEncoder(RunFeed feed, String session, Secrets secrets, Map<String, Object> inputs) {
        this.feed = feed;
        this.session = session;
        this.secrets = secrets;
        this.inputs = inputs;
    }

    void encode(RunEvent event) {
        if (event instanceof RunStarted started) {
            pins = started.pins();
            write(event, "workflow_run_started", "", data -> started(data, started.pins()));
        } else if (event instanceof BlockStarted started) {
            blockStarted(started);
        } else if (event instanceof BlockPartial partial) {
            partial(partial);
        } else if (event instanceof BlockEnded ended) {
            blockEnded(ended);
        } else if (event instanceof RunEnded ended) {
            boolean success = ended.status() == RunStatus.SUCCESS;
            write(event, success ? "workflow_run_completed" : "workflow_run_failed", "", data -> ended(data, ended));
        }
    }

    private static void actor(JsonGenerator data) throws IOException {
        data.writeObjectFieldStart("actor");
        data.writeStringField("id", "caller");
        data.writeStringField("type", "external");
        data.writeEndObject();
    }

    private void started(JsonGenerator data, RunPins pinned) throws IOException {
        actor(data);
        value(data, "inputs", inputs);
        value(data, "state", Map.of());
        data.writeNumberField("price", 0);
        value(data, "environment", pinned.environment().orElse(null));
        value(data, "ref", pinned.ref().orElse(null));
        value(data, "revision_id", pinned.commit().shown());
        data.writeStringField("content_id", pinned.content().hex());
        data.writeStringField("verification_id", pinned.verification().hex());
    }

    private void blockStarted(BlockStarted event) {
        MaskedParts before = parts.put(event.block(), new MaskedParts(secrets, event.type()));
        if (before != null && before.any()) {
            update(event, event.block(), event.type(), "", "complete", "");
        }
        write(event, "block_run_started", "", data -> {
            block(data, event.block(), event.type());
            value(data, "metadata", Map.of("attempt", event.attempt()));
            value(data, "state", Map.of());
        });
    }

    private void partial(BlockPartial event) {
        MaskedParts masked = parts.get(event.block());
        if (masked == null) {
            return;
        }
        Object shown = masked.add(event.part());
        if (!"".equals(shown)) {
            update(event, event.block(), masked.type(), shown, "partial", shown instanceof String text ? text : "");
        }
    }

    private void blockEnded(BlockEnded event) {
        BlockResult result = event.result();
        MaskedParts masked = parts.remove(result.block());
        String rest = masked == null ? "" : masked.rest();
        if (!rest.isEmpty()) {
            update(event, result.block(), result.type(), rest, "partial", rest);
        }
        Object output = secrets.maskAll(result.output());
        if (result.status() == BlockStatus.SUCCESS) {
            update(event, result.block(), result.type(), output, "complete", "");
        }
        boolean failed = result.status() != BlockStatus.SUCCESS && result.status() != BlockStatus.SKIPPED;
        write(event, failed ? "block_run_failed" : "block_run_completed", "", data -> {
            block(data, result.block(), result.type());
            if (failed) {
                data.writeStringField(
                        "message", result.error().orElse(result.status().word()));
            }
            metadata(data, result);
            data.writeObjectFieldStart("state");
            value(data, "output", output);
            data.writeEndObject();
            data.writeNumberField("cost", 0);
            data.writeNumberField("price", 0);
        });
    }

    private static void metadata(JsonGenerator data, BlockResult result) throws IOException {
        data.writeObjectFieldStart("metadata");
        data.writeStringField("status", result.status().word());
        data.writeNumberField("attempts", result.attempts());
        data.writeNumberField("duration_ms", result.duration().toMillis());
        data.writeEndObject();
    }

    private void update(RunEvent event, String block, String type, @Nullable Object output, String kind, String delta) {
        write(event, "block_state_updated", delta, data -> {
            block(data, block, type);
            data.writeStringField("update_type", kind);
            data.writeObjectFieldStart("update_data");
            value(data, "output", output);
            data.writeEndObject();
        });
    }

    private static void ended(JsonGenerator data, RunEnded event) throws IOException {
        if (event.error().isPresent()) {
            data.writeStringField("message", event.error().get().message());
            value(data, "block_id", event.error().get().block().orElse(null));
        } else if (event.status() != RunStatus.SUCCESS) {
            data.writeStringField("message", event.status().word());
        }
        value(data, "output", event.outputs());
        value(data, "outputs", event.outputs());
        data.writeStringField("run_id", event.runId());
        data.writeStringField("status", event.status().word());
        data.writeNumberField("duration_ms", event.duration().toMillis());
    }

    private static void block(JsonGenerator data, String block, String type) throws IOException {
        data.writeStringField("block_id", block);
        data.writeStringField("block_type", archetype(type));
        data.writeObjectFieldStart("config");
        data.writeStringField("block_archetype_id", archetype(type));
        data.writeEndObject();
    }

    private static String archetype(String type) {
        return "com.scoutos." + type;
    }

    private void write(RunEvent event, String name, String delta, Json.Body body) {
        String id = Long.toString(feed.next());
        feed.add(Frame.event(Optional.of(id), name, envelope -> {
            envelope.writeStartObject();
            envelope.writeStringField("organization_id", "refgate");
            envelope.writeStringField("id", event.runId() + "-" + id);
            envelope.writeStringField("correlation_id", event.runId());
            envelope.writeStringField("name", name);
            envelope.writeStringField("event_type", name);
            envelope.writeStringField("environment", kindOfEnvironment());
            envelope.writeStringField("timestamp", event.time().toString());
            envelope.writeStringField("version", "1");
            envelope.writeStringField("price", "0");
            envelope.writeStringField("delta", delta);
            envelope.writeObjectFieldStart("data");
            if (pins != null) {
                envelope.writeStringField("workflow_id", pins.workflow().value());
            }
            envelope.writeStringField("workflow_run_id", event.runId());
            envelope.writeStringField("session_id", session);
            body.write(envelope);
            envelope.writeEndObject();
            envelope.writeEndObject();
        }));
    }

    /** The envelope knows four kinds; which environment it really is stands in the data of the first event. */
    private String kindOfEnvironment() {
        String name = pins == null ? "" : pins.environment().orElse("");
        return switch (name) {
            case "production", "development", "test" -> name;
            default -> "preview";
        };
    }

    private static void value(JsonGenerator data, String key, @Nullable Object value) throws IOException {
        data.writeFieldName(key);
        Json.writeValue(data, value);
    }
}
