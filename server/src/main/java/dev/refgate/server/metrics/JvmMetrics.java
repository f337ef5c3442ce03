package dev.refgate.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.ToDoubleFunction;

/** What the Java machine says of itself, under the names that Prometheus's own client gives it. */
final class JvmMetrics {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private JvmMetrics() {}

    static void register(PrometheusRegistry registry) {
        memory(registry, "jvm_memory_used_bytes", "Memory in use.", MemoryUsage::getUsed);
        memory(registry, "jvm_memory_committed_bytes", "Memory taken from the system.", MemoryUsage::getCommitted);
        memory(
                registry,
                "jvm_memory_max_bytes",
                "Most memory there may be; -1 where no limit is known.",
                MemoryUsage::getMax);
        GaugeWithCallback.builder()
                .name("jvm_threads_current")
                .help("Threads of the platform.")
                .callback(callback ->
                        callback.call(ManagementFactory.getThreadMXBean().getThreadCount()))
                .register(registry);
        collections(
                registry,
                "jvm_gc_collections_total",
                "Garbage collections.",
                GarbageCollectorMXBean::getCollectionCount);
        collections(
                registry,
                "jvm_gc_collection_seconds_total",
                "Time spent in garbage collections.",
                collector -> collector.getCollectionTime() / MILLIS);
        GaugeWithCallback.builder()
                .name("process_start_time_seconds")
                .help("When the process began, in seconds since 1970.")
                .callback(callback ->
                        callback.call(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS))
                .register(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            CounterWithCallback.builder()
                    .name("process_cpu_seconds_total")
                    .help("Processor time of the process.")
                    .callback(callback -> callback.call(system.getProcessCpuTime() / NANOS))
                    .register(registry);
        }
    }

    private static void memory(
            PrometheusRegistry registry, String name, String help, ToDoubleFunction<MemoryUsage> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("area")
                .callback(callback -> {
                    var memory = ManagementFactory.getMemoryMXBean();
                    callback.call(value.applyAsDouble(memory.getHeapMemoryUsage()), "heap");
                    callback.call(value.applyAsDouble(memory.getNonHeapMemoryUsage()), "nonheap");
                })
                .register(registry);
    }

    private static void collections(
            PrometheusRegistry registry, String name, String help, ToDoubleFunction<GarbageCollectorMXBean> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("gc")
                .callback(callback -> ManagementFactory.getGarbageCollectorMXBeans()
                        .forEach(collector -> callback.call(value.applyAsDouble(collector), collector.getName())))
                .register(registry);
    }
}
