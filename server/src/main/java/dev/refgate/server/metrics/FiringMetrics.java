package dev.refgate.server.metrics;

import dev.refgate.server.schedule.DeclaredSchedule;
import dev.refgate.server.schedule.Outcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts the times of schedules that came, by what became of them. */
public final class FiringMetrics {
    private static final int WORKFLOWS = 200;
    private static final int ENVIRONMENTS = 50;

    private final Counter firings;
    private final LabelNames workflows = new LabelNames(WORKFLOWS);
    private final LabelNames environments = new LabelNames(ENVIRONMENTS);

    FiringMetrics(PrometheusRegistry registry) {
        this.firings = Counter.builder()
                .name("refgate_schedule_times_total")
                .help("Times of schedules that came, and that this server had in hand.")
                .labelNames("workflow", "environment", "outcome")
                .withoutExemplars()
                .register(registry);
    }

    /** A time came. */
    public void came(DeclaredSchedule schedule, Outcome outcome) {
        firings.labelValues(
                        workflows.label(schedule.state().workflow().value()),
                        environments.label(schedule.state().environment()),
                        outcome.word())
                .inc();
    }
}
