package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.repository.CommitId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunPage;
import dev.refgate.server.runlog.RunQuery;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.stream.Frame;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/run_logs}: the run log as the hosted product's clients read it. */
final class RunLogsHandler {
    private final RunLog log;
    private final Callers callers;

    RunLogsHandler(RunLog log, Callers callers) {
        this.log = log;
        this.callers = callers;
    }

    /** One event for each run, one that says whether there are more, and the mark of the end. */
    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        RunQueries.requireKept(log);
        require(context, "workflow_id");
        boolean summary = RequestTarget.parameter(context, "summary_only")
                .filter("true"::equals)
                .isPresent();
        RunPage page = log.list(RunQueries.parse(context, "start_date", "end_date", !summary));
        context.res().setContentType("text/event-stream");
        OutputStream out = context.res().getOutputStream();
        for (RunRow row : page.runs()) {
            LoggedRun run = new LoggedRun(row);
            out.write(Frame.data(generator -> write(run, generator)));
        }
        out.write(Frame.data(generator -> {
            generator.writeStartObject();
            generator.writeBooleanField("final", true);
            Json.writeField(generator, "next_cursor", page.cursor().orElse(null));
            generator.writeBooleanField("has_more", page.hasMore());
            generator.writeEndObject();
        }));
        out.write(Frame.end());
    }

    /** One run of a workflow, by its id or as the newest of a session. */
    void details(Context context) throws IOException {
        callers.require(context, Scope.READ);
        RunQueries.requireKept(log);
        String workflow = require(context, "workflow_id");
        Optional<String> runId = RequestTarget.parameter(context, "workflow_run_id");
        Optional<String> session = RequestTarget.parameter(context, "session_id");
        if (runId.isEmpty() && session.isEmpty()) {
            throw missing("workflow_run_id");
        }
        LoggedRun run = runId.flatMap(log::find)
                .or(() -> runId.isPresent() ? Optional.empty() : newest(workflow, session))
                .filter(row -> row.workflow().equals(workflow))
                .map(LoggedRun::new)
                .orElseThrow(() -> Refusal.of(404, "run: there is none of " + workflow + " with that id"));
        Answers.json(context.res(), 200, generator -> write(run, generator));
    }

    private Optional<RunRow> newest(String workflow, Optional<String> session) {
        RunQuery all = RunQuery.all(1);
        RunQuery query = new RunQuery(
                Optional.of(workflow),
                all.environment(),
                all.status(),
                all.cause(),
                all.revision(),
                session,
                all.from(),
                all.to(),
                all.before(),
                1,
                true);
        return log.list(query).runs().stream().findFirst();
    }

    private static String require(Context context, String name) {
        return RequestTarget.parameter(context, name).orElseThrow(() -> missing(name));
    }

    private static Refusal missing(String name) {
        return Refusal.invalid(List.of("query", name), name + ": missing", "missing");
    }

    private static void write(LoggedRun run, JsonGenerator generator) throws IOException {
        RunRow row = run.row();
        generator.writeStartObject();
        generator.writeStringField("workflow_display_name", row.workflow());
        generator.writeStringField("workflow_run_id", row.id());
        generator.writeStringField("workflow_id", row.workflow());
        generator.writeStringField("status", row.status());
        generator.writeStringField("session_id", row.session());
        Json.writeField(generator, "environment", row.environment());
        Json.writeField(generator, "revision_id", new CommitId(row.revision()).shown());
        Double cost = run.facts().cost();
        generator.writeNumberField("cost", cost == null ? 0 : cost);
        generator.writeObjectFieldStart("blocks");
        for (Map<?, ?> block : run.blocks()) {
            writeBlock(block, generator);
        }
        generator.writeEndObject();
        Json.writeField(generator, "output", run.outputs());
        Json.writeField(generator, "elapsed_time_ms", row.durationMicros() == null ? 0 : row.durationMicros() / 1_000);
        generator.writeStringField("timestamp_start", run.started().toString());
        Json.writeField(generator, "timestamp_end", text(run.ended()));
        Json.writeField(generator, "message", run.error());
        generator.writeEndObject();
    }

    private static void writeBlock(Map<?, ?> block, JsonGenerator generator) throws IOException {
        String id = String.valueOf(block.get("block_id"));
        String archetype = "com.scoutos." + block.get("block_type");
        generator.writeObjectFieldStart(id);
        generator.writeStringField("block_id", id);
        generator.writeStringField("block_display_name", id);
        generator.writeStringField("block_archetype_id", archetype);
        generator.writeStringField("block_type", archetype);
        Json.writeField(generator, "block_inputs", block.get("input") instanceof Map<?, ?> input ? input : Map.of());
        Json.writeField(generator, "block_output", block.get("output"));
        Json.writeField(generator, "config", Map.of());
        Json.writeField(generator, "status", block.get("status"));
        Json.writeField(generator, "message", block.get("error"));
        Json.writeField(generator, "timestamp_start", block.get("started_at"));
        if (block.get("duration_us") instanceof Long micros) {
            generator.writeNumberField("elapsed_time_ms", micros / 1_000);
        }
        generator.writeEndObject();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
