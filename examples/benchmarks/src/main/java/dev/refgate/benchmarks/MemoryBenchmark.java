package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The resident memory of the server while it answers a million calls, beside the bare route's under the same flags. */
final class MemoryBenchmark {
    private static final List<String> FLAGS = List.of("-Xmx256m");
    private static final long CALLS = Long.getLong("refgate.benchmark.calls", 1_000_000);
    private static final int SAMPLES = 20;
    private static final double TARGET_RATIO = 1.5;
    /** The second half may end this much above where it began, and still be called flat. */
    private static final double FLAT = 1.05;

    private static final double KIBIBYTES = 1024;

    void run() throws IOException, InterruptedException {
        System.out.printf("%n## Memory: resident MiB over %,d calls of hello, flags %s%n", CALLS, FLAGS);
        for (Machine.Jdk jdk : Machine.jdks()) {
            on(jdk);
        }
    }

    private static void on(Machine.Jdk jdk) throws IOException, InterruptedException {
        List<Double> bare;
        try (ServerProcess server = ServerProcess.bare(jdk.java(), FLAGS)) {
            bare = sample(server);
        }
        List<Double> refgate;
        try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                ServerProcess server = ServerProcess.refgate(jdk.java(), FLAGS, repository.path())) {
            refgate = sample(server);
        }
        report(jdk, bare, refgate);
    }

    private static List<Double> sample(ServerProcess server) throws IOException, InterruptedException {
        List<Double> samples = new ArrayList<>();
        Load load = new Load(server.port(), Calls.HELLO);
        for (int i = 0; i < SAMPLES; i++) {
            load.times(CALLS / SAMPLES);
            samples.add(server.residentKibibytes() / KIBIBYTES);
        }
        return samples;
    }

    private static void report(Machine.Jdk jdk, List<Double> bare, List<Double> refgate) {
        System.out.printf("%n### JDK %d%n%n", jdk.feature());
        System.out.println("| share of the calls | bare route | refgate |");
        System.out.println("| ---: | ---: | ---: |");
        for (int i = 3; i < SAMPLES; i += 4) {
            System.out.printf("| %d %% | %.0f | %.0f |%n", (i + 1) * 100 / SAMPLES, bare.get(i), refgate.get(i));
        }
        double ratio = refgate.get(SAMPLES - 1) / bare.get(SAMPLES - 1);
        double growth = lateGrowth(refgate);
        System.out.printf(
                "%nAt the end: %.2f times the bare route's (%s).%n", ratio, Report.atMost(ratio, TARGET_RATIO));
        System.out.printf(
                "Second half: its last quarter is %.3f times its first (%s; the bare route's %.3f).%n",
                growth, Report.atMost(growth, FLAT), lateGrowth(bare));
    }

    /** The median of the last quarter of the samples, over that of the quarter before. */
    private static double lateGrowth(List<Double> samples) {
        int half = samples.size() / 2;
        int threeQuarters = samples.size() * 3 / 4;
        return Medians.of(samples.subList(threeQuarters, samples.size()))
                / Medians.of(samples.subList(half, threeQuarters));
    }
}
