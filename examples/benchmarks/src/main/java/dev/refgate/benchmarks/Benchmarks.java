package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all benchmarks, or those that are named, and prints their tables in Markdown. Everything goes over loopback; each
 * server runs in a JVM of its own, which ends with its benchmark.
 */
public final class Benchmarks {
    private static final List<String> ALL = List.of(
            "throughput",
            "admission",
            "startup",
            "memory",
            "engine",
            "validate",
            "waiting",
            "history",
            "diff",
            "moves",
            "durable",
            "log",
            "stream",
            "compiled",
            "mirror");
    private static final int USAGE = 64;

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = arguments.length == 0 ? ALL : List.of(arguments);
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(ALL);
        if (!unknown.isEmpty()) {
            System.err.println("benchmarks: " + unknown + " (expected any of: " + String.join(", ", ALL) + ")");
            System.exit(USAGE);
        }
        System.out.println(Machine.describe());
        for (String name : names) {
            run(name);
        }
    }

    private static void run(String name) throws IOException, InterruptedException {
        switch (name) {
            case "throughput" -> new ThroughputBenchmark().run();
            case "admission" -> new AdmissionBenchmark().run();
            case "startup" -> new StartupBenchmark().run();
            case "engine" -> new EngineBenchmark().run();
            case "validate" -> new ValidateBenchmark().run();
            case "memory" -> new MemoryBenchmark().run();
            case "waiting" -> new WaitingRunsBenchmark().run();
            case "history" -> new HistoryBenchmark().run();
            case "diff" -> new DiffBenchmark().run();
            case "moves" -> new MoveBenchmark().run();
            case "durable" -> new DurableBenchmark().run();
            case "log" -> new RunLogBenchmark().run();
            case "stream" -> new StreamBenchmark().run();
            case "compiled" -> new CompiledMemoryBenchmark().run();
            case "mirror" -> new MirrorBenchmark().run();
            default -> throw new IllegalArgumentException(name);
        }
    }
}
