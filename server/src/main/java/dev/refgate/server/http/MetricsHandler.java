package dev.refgate.server.http;

import dev.refgate.EnvironmentState;
import dev.refgate.Refgate;
import dev.refgate.error.RefgateException;
import dev.refgate.server.access.Scope;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.metrics.ServerMetrics;
import dev.refgate.server.mirror.MirrorStatus;
import dev.refgate.server.mirror.Upstream;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** {@code GET /metrics}: the figures of this server, for Prometheus. */
final class MetricsHandler {
    private final ServerMetrics metrics;
    private final Callers callers;
    private final boolean open;

    /**
     * @param open whether anybody may read them
     */
    MetricsHandler(ServerMetrics metrics, Callers callers, boolean open) {
        this.metrics = metrics;
        this.callers = callers;
        this.open = open;
    }

    /** Has the figures ask these how things stand. */
    static void observe(
            ServerMetrics metrics, Refgate refgate, Executions executions, EventStreams streams, Upstream upstream) {
        metrics.gauge(
                "refgate_runs_in_flight",
                "Runs that are not over, those that wait included.",
                () -> executions.inFlight().count());
        metrics.gauge(
                "refgate_runs_queued",
                "Runs that wait for their turn.",
                () -> executions.inFlight().waiting());
        metrics.gauge("refgate_streams_open", "Clients that read events.", streams::count);
        metrics.gauge(
                "refgate_run_log_queue",
                "Rows that wait for the disk.",
                () -> executions.log().waiting());
        metrics.gauge(
                "refgate_compiled_workflows", "Workflows that are kept ready to run.", refgate::compiledWorkflows);
        metrics.gaugeOnceKnown(
                "refgate_fetch_age_seconds",
                "How long ago the copy of the remote was like the remote.",
                () -> fetchAge(upstream));
        metrics.moves(() -> commits(refgate));
    }

    private static OptionalDouble fetchAge(Upstream upstream) {
        return upstream.status().flatMap(MirrorStatus::fetchedAt).stream()
                .mapToDouble(fetched ->
                        Math.max(0, Duration.between(fetched, Instant.now()).toMillis() / 1_000.0))
                .findFirst();
    }

    private static Map<String, String> commits(Refgate refgate) {
        Map<String, String> commits = new LinkedHashMap<>();
        try {
            for (EnvironmentState state : refgate.environments()) {
                state.commit()
                        .ifPresent(commit -> commits.put(state.environment().name(), commit.hex()));
            }
        } catch (RefgateException e) {
            // Readiness says so; the other figures are the more wanted.
        }
        return commits;
    }

    void read(Context context) throws IOException {
        if (!open) {
            callers.require(context, Scope.READ);
        }
        context.res().setContentType(metrics.contentType());
        metrics.write(context.res().getOutputStream());
    }
}
