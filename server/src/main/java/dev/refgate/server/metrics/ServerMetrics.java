package dev.refgate.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** All figures of one server. Those that say how things stand are asked for when they are read, and cost nothing before. */
public final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RunMetrics runs = new RunMetrics(registry);
    private final FiringMetrics firings = new FiringMetrics(registry);
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    public ServerMetrics() {
        JvmMetrics.register(registry);
    }

    public RunMetrics runs() {
        return runs;
    }

    public FiringMetrics firings() {
        return firings;
    }

    /** A figure that may rise and fall. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** One that is not there as long as it is not known. */
    public void gaugeOnceKnown(String name, String help, Supplier<OptionalDouble> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.get().ifPresent(callback::call))
                .register(registry);
    }

    /**
     * How often each environment was seen at another commit than at the look before. Looked at when the figures are read: moves between
     * two looks count once.
     *
     * @param commits where the environments are, by name
     */
    public void moves(Supplier<Map<String, String>> commits) {
        Map<String, String> last = new ConcurrentHashMap<>();
        Map<String, Double> counts = new ConcurrentHashMap<>();
        CounterWithCallback.builder()
                .name("refgate_environment_moves_total")
                .help("Times that an environment was seen at another commit than before.")
                .labelNames("environment")
                .callback(callback -> {
                    commits.get().forEach((name, commit) -> {
                        String before = last.put(name, commit);
                        counts.merge(name, before == null || before.equals(commit) ? 0.0 : 1.0, Double::sum);
                    });
                    counts.forEach((name, count) -> callback.call(count, name));
                })
                .register(registry);
    }

    public String contentType() {
        return writer.getContentType();
    }

    /** All of them, in the text format of Prometheus. */
    public void write(OutputStream out) throws IOException {
        writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }
}
