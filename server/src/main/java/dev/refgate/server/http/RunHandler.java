package dev.refgate.server.http;

import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.RunsInFlight;
import dev.refgate.server.stream.RunFeed;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v2/runs/{run_id}}: one run, after it was begun. */
final class RunHandler {
    private final Executions executions;
    private final EventStreams streams;
    private final Callers callers;

    RunHandler(Executions executions, EventStreams streams, Callers callers) {
        this.executions = executions;
        this.streams = streams;
        this.callers = callers;
    }

    /** Its events from the start, or behind the one that {@code Last-Event-ID} names. */
    void events(Context context) {
        String runId = context.pathParam("run_id");
        RunFeed feed = executions
                .feeds()
                .find(runId)
                .orElseThrow(() -> Refusal.of(
                        404,
                        "run: " + runId + " has no events here (expected a run that was begun with streaming, and is"
                                + " running or has been over for less than a minute)"));
        callers.requireSight(context, feed.environment());
        long last = lastEventId(context.req().getHeader("Last-Event-ID"));
        context.res().setHeader("Refgate-Run-Id", runId);
        streams.answer(context, feed, last);
    }

    /** Ends it early. The answer says that the wish was heard; how the run ended is for the run to say. */
    void cancel(Context context) throws IOException {
        UnreadBody.read(context);
        String runId = context.pathParam("run_id");
        RunsInFlight.Running running = executions
                .inFlight()
                .find(runId)
                .orElseThrow(() ->
                        Refusal.of(404, "run: " + runId + " is not running here (expected one that is not over)"));
        callers.requireExecute(context, running.environment());
        running.cancellation().cancel();
        callers.recordChange(context);
        Answers.json(context.res(), 202, generator -> {
            generator.writeStartObject();
            generator.writeStringField("run_id", runId);
            generator.writeStringField("status", "cancelling");
            generator.writeEndObject();
        });
    }

    private static long lastEventId(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(header);
        } catch (NumberFormatException e) {
            throw Refusal.invalid(
                    List.of("header", "Last-Event-ID"),
                    "Last-Event-ID: " + header + " (expected the id of an event of this run)",
                    "invalid_argument");
        }
    }
}
