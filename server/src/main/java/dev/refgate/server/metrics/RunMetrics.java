package dev.refgate.server.metrics;

import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts runs that are over. What a run costs here is one look-up in a map and three additions to counters that are spread over
 * threads: no lock is taken, and nothing is made but the first time.
 */
public final class RunMetrics {
    private static final int WORKFLOWS = 200;
    private static final int ENVIRONMENTS = 50;
    private static final double NANOS = 1e9;
    private static final double[] SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900
    };

    private final Counter runs;
    private final Histogram durations;
    private final LabelNames workflows = new LabelNames(WORKFLOWS);
    private final LabelNames environments = new LabelNames(ENVIRONMENTS);
    private final Map<Names, Series> series = new ConcurrentHashMap<>();

    private record Names(String workflow, String environment) {}

    private record Series(Map<RunStatus, CounterDataPoint> runs, DistributionDataPoint duration) {}

    RunMetrics(PrometheusRegistry registry) {
        this.runs = Counter.builder()
                .name("refgate_runs_total")
                .help("Runs that are over.")
                .labelNames("workflow", "environment", "status")
                .withoutExemplars()
                .register(registry);
        this.durations = Histogram.builder()
                .name("refgate_run_duration_seconds")
                .help("How long runs took, from their first block to their last.")
                .labelNames("workflow", "environment")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    /** A run is over. */
    public void ended(RunResult result) {
        RunPins pins = result.pins();
        Names names = new Names(
                workflows.label(pins.workflow().value()),
                environments.label(pins.environment().map(RunMetrics::place).orElse("")));
        Series counted = series.get(names);
        if (counted == null) {
            counted = series.computeIfAbsent(names, this::series);
        }
        CounterDataPoint count = counted.runs().get(result.status());
        if (count != null) {
            count.inc();
        }
        counted.duration().observe(result.duration().toNanos() / NANOS);
    }

    /** All pull requests are one place: their numbers have no end. */
    private static String place(String environment) {
        return environment.startsWith("pr-") ? "pr-*" : environment;
    }

    private Series series(Names names) {
        Map<RunStatus, CounterDataPoint> counters = new EnumMap<>(RunStatus.class);
        for (RunStatus status : RunStatus.values()) {
            counters.put(status, runs.labelValues(names.workflow(), names.environment(), status.word()));
        }
        return new Series(counters, durations.labelValues(names.workflow(), names.environment()));
    }
}
