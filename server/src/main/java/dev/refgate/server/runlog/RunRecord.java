package dev.refgate.server.runlog;

import dev.refgate.run.BlockResult;
import dev.refgate.run.RunError;
import dev.refgate.run.RunEvent;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunEvent.SubWorkflowStarted;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.idempotency.ClaimTable.Whole;
import dev.refgate.server.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes down one run: what it began with, and, when told what happened in it, how it ended. Values of {@code _env} are masked
 * in everything that is written.
 */
public final class RunRecord implements RunListener {
    /** How many characters of what sub-workflows call sensitive are kept: every list of runs reads them. */
    private static final int MOST_HIDDEN = 16 << 10;

    private final String runId;
    private final RunPins pins;
    private final Origin origin;
    private final Secrets secrets;
    private final Set<String> sensitive;
    private final Set<String> sent;
    private final StoredInputs inputs;
    private RunFacts facts;
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();
    private int hiddenLeft = MOST_HIDDEN;

    /**
     * Who wants a run, and why.
     *
     * @param actor who asked for it
     * @param session what the caller groups runs by; the run's own id without it
     * @param rerunOf the run that it repeats
     */
    public record Origin(Cause cause, String actor, Optional<String> session, Optional<String> rerunOf) {

        /** Of a run that repeats none. */
        public Origin(Cause cause, String actor, Optional<String> session) {
            this(cause, actor, session, Optional.empty());
        }
    }

    /**
     * @param inputs as the caller sent them
     * @param sensitive names of those that are masked when shown
     * @param before of the run whose blocks' outputs it takes over
     */
    public RunRecord(
            String runId,
            RunPins pins,
            Origin origin,
            Map<String, Object> inputs,
            Secrets secrets,
            Set<String> sensitive,
            RunFacts before) {
        this.runId = runId;
        this.pins = pins;
        this.origin = origin;
        this.secrets = secrets;
        this.sensitive = Set.copyOf(sensitive);
        this.sent = Set.copyOf(inputs.keySet());
        Map<String, Object> masked = masked(inputs);
        this.inputs = StoredInputs.of(masked, this.sensitive);
        this.facts = RunFacts.atTheStart(origin.rerunOf(), !inputs.equals(masked), this.inputs.cut())
                .after(before);
    }

    @SuppressWarnings("unchecked") // a mapping stays one
    private Map<String, Object> masked(Map<String, Object> values) {
        return (Map<String, Object>) Objects.requireNonNull(secrets.maskAll(values));
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof SubWorkflowStarted started) {
            hide(started);
        } else if (event instanceof RunStarted started && !sent.containsAll(sensitive)) {
            facts = facts.hiding(sensitiveDefaults(started.inputs()));
        } else if (event instanceof BlockStarted started) {
            begun.putIfAbsent(started.block(), started.time());
        } else if (event instanceof BlockEnded ended
                && ended.result().type().equals("llm")
                && ended.result().output() instanceof Map<?, ?> output) {
            facts = facts.plus(output);
        }
    }

    private void hide(SubWorkflowStarted started) {
        if (facts.veiled()) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        masked(started.sensitive()).forEach((name, value) -> {
            if (value != null && !facts.hidden().containsValue(value)) {
                values.put(started.place() + "." + name, value);
                hiddenLeft -= started.place().length()
                        + name.length()
                        + Json.write(value).length();
            }
        });
        if (hiddenLeft < 0) {
            facts = facts.veiling();
        } else if (!values.isEmpty()) {
            facts = facts.hiding(values);
        }
    }

    private Map<String, Object> sensitiveDefaults(Map<String, Object> seen) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (String name : sensitive) {
            Object value = sent.contains(name) ? null : secrets.maskAll(seen.get(name));
            if (value != null) {
                defaults.put(name, value);
            }
        }
        return defaults;
    }

    /** The run as it begins, or as it waits for that. */
    public RunRow begun(RunStatus status, Instant now) {
        return row(status, now, null, Optional.empty(), false, null, null);
    }

    /** The run as it ended. */
    public RunRow ended(RunResult result) {
        Payload outputs = Payload.of(secrets.maskAll(result.outputs()));
        List<Object> blocks = new ArrayList<>();
        boolean truncated = outputs.truncated();
        for (BlockResult block : result.blocks()) {
            Object masked = secrets.maskAll(block.output());
            Object output = Payload.kept(masked);
            truncated |= output != masked;
            blocks.add(block(block, masked, output));
        }
        return row(
                result.status(),
                result.started(),
                TimeUnit.NANOSECONDS.toMicros(result.duration().toNanos()),
                result.error(),
                truncated,
                outputs.json(),
                Json.write(blocks));
    }

    /** All that it put out, whatever it takes. */
    public Whole whole(RunResult result) {
        List<Object> blocks = new ArrayList<>();
        for (BlockResult block : result.blocks()) {
            Object masked = secrets.maskAll(block.output());
            blocks.add(block(block, masked, masked));
        }
        return new Whole(Json.write(secrets.maskAll(result.outputs())), Json.write(blocks));
    }

    private Map<String, @Nullable Object> block(BlockResult block, @Nullable Object masked, @Nullable Object output) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("block_id", block.block());
        written.put("block_type", block.type());
        written.put("status", block.status().word());
        if (block.input() != null) {
            written.put("input", Payload.kept(secrets.maskAll(block.input())));
        }
        written.put("output", output);
        if (!Objects.equals(block.output(), masked)) {
            written.put("masked", true);
        }
        if (output != masked) {
            written.put("truncated", true);
        }
        block.error().ifPresent(error -> written.put("error", error));
        written.put("attempts", block.attempts());
        Instant start = begun.get(block.block());
        if (start != null) {
            written.put("started_at", start.toString());
        }
        written.put(
                "duration_us", TimeUnit.NANOSECONDS.toMicros(block.duration().toNanos()));
        return written;
    }

    private RunRow row(
            RunStatus status,
            Instant started,
            @Nullable Long durationMicros,
            Optional<RunError> error,
            boolean truncated,
            @Nullable String outputs,
            @Nullable String blocks) {
        return new RunRow(
                runId,
                pins.workflow().value(),
                pins.environment().orElse(null),
                pins.ref().orElse(null),
                pins.commit().hex(),
                pins.content().hex(),
                pins.verification().hex(),
                origin.cause().word(),
                origin.actor(),
                origin.session().orElse(runId),
                status.word(),
                "",
                ChronoUnit.MICROS.between(Instant.EPOCH, started),
                durationMicros,
                error.flatMap(RunError::block).orElse(null),
                error.map(RunError::message).orElse(null),
                truncated || !inputs.cut().isEmpty(),
                sensitive.isEmpty()
                        ? RunRow.NOTHING_SENSITIVE
                        : Json.write(sensitive.stream().sorted().toList()),
                inputs.json(),
                outputs,
                blocks,
                facts.json());
    }
}
