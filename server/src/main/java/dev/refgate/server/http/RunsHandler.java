package dev.refgate.server.http;

import dev.refgate.server.access.Scope;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.RunsInFlight;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunPage;
import dev.refgate.server.runlog.RunRow;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code GET /v2/runs}: the run log as plain JSON. */
final class RunsHandler {
    private final Executions executions;
    private final RunLog log;
    private final Callers callers;

    RunsHandler(Executions executions, Callers callers) {
        this.executions = executions;
        this.callers = callers;
        this.log = executions.log();
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        RunQueries.requireKept(log);
        RunPage page = log.list(RunQueries.parse(context, "from", "to", false));
        Answers.json(context.res(), 200, generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("data");
            for (RunRow row : page.runs()) {
                new LoggedRun(row).write(generator, false);
            }
            generator.writeEndArray();
            if (page.cursor().isPresent()) {
                generator.writeStringField("next_cursor", page.cursor().get());
            }
            generator.writeBooleanField("has_more", page.hasMore());
            generator.writeEndObject();
        });
    }

    void one(Context context) throws IOException {
        String runId = context.pathParam("run_id");
        Optional<RunRow> row = executions.find(runId);
        Optional<RunsInFlight.Running> running = executions.inFlight().find(runId);
        if (row.isPresent()) {
            callers.requireSight(context, Optional.ofNullable(row.get().environment()));
            LoggedRun run = new LoggedRun(row.get());
            Answers.json(context.res(), 200, generator -> run.write(generator, true));
        } else if (running.isPresent()) {
            callers.requireSight(context, running.get().environment());
            Answers.json(
                    context.res(),
                    200,
                    generator -> Json.writeValue(
                            generator,
                            Map.of(
                                    "run_id",
                                    runId,
                                    "status",
                                    running.get().status().word())));
        } else {
            RunQueries.requireKept(log);
            throw Refusal.of(404, "run: " + runId + " is not in the run log (see GET /v2/runs)");
        }
    }
}
