package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls a second {@code hello} and {@code support-triage} answer, beside the bare route: one after the other in
 * each round, so that whatever else the machine does falls on all of them.
 */
final class ThroughputBenchmark {
    private static final List<String> FLAGS = List.of("-Xmx512m");
    private static final Duration WARM_UP =
            Duration.ofSeconds(Integer.getInteger("refgate.benchmark.warm.up.seconds", 15));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("refgate.benchmark.round.seconds", 5));
    private static final int ROUNDS = Integer.getInteger("refgate.benchmark.rounds", 7);

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Throughput: %d connections, warm-up %d s, median of %d rounds of %d s, flags %s%n",
                Load.CONNECTIONS, WARM_UP.toSeconds(), ROUNDS, ROUND.toSeconds(), FLAGS);
        for (Machine.Jdk jdk : Machine.jdks()) {
            on(jdk);
        }
    }

    private static void on(Machine.Jdk jdk) throws IOException, InterruptedException {
        Path java = jdk.java();
        try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                ServerProcess bare = ServerProcess.bare(java, FLAGS);
                ServerProcess refgate = ServerProcess.refgate(java, FLAGS, repository.path());
                TemporaryFolder data = TemporaryFolder.create();
                ServerProcess durable = ServerProcess.durable(java, FLAGS, repository.path(), data.path())) {
            Contestant base = new Contestant("bare route", 1, new Load(bare.port(), Calls.HELLO));
            Contestant hello = new Contestant("hello", 0.5, new Load(refgate.port(), Calls.HELLO));
            Contestant triage = new Contestant("support-triage", 0.4, new Load(refgate.port(), Calls.TRIAGE));
            Contestant kept = new Contestant(
                    "hello, on record, with a key", 0.25, new Load(durable.port(), Calls.HELLO_WITH_KEY));
            List<Contestant> all = List.of(base, hello, triage, kept);
            for (Contestant contestant : all) {
                contestant.load.during(WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Contestant contestant : all) {
                    contestant.measure();
                }
            }
            report(jdk, all, base);
        }
    }

    private static void report(Machine.Jdk jdk, List<Contestant> all, Contestant base) {
        System.out.printf("%n### JDK %d%n%n", jdk.feature());
        System.out.println(
                "| | calls a second | slowest and fastest round | of the bare route | target | p50 ms | p99 ms |");
        System.out.println("| --- | ---: | ---: | ---: | --- | ---: | ---: |");
        for (Contestant contestant : all) {
            double ratio = contestant.median() / base.median();
            String target = contestant == base ? "" : Report.atLeast(ratio, contestant.target);
            System.out.printf(
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f | %s | %.2f | %.2f |%n",
                    contestant.name,
                    contestant.median(),
                    contestant.rates.stream().mapToDouble(rate -> rate).min().orElseThrow(),
                    contestant.rates.stream().mapToDouble(rate -> rate).max().orElseThrow(),
                    ratio,
                    target,
                    contestant.latencies.percentileMillis(0.5),
                    contestant.latencies.percentileMillis(0.99));
        }
    }

    private static final class Contestant {
        private final String name;
        private final double target;
        private final Load load;
        private final List<Double> rates = new ArrayList<>();
        private final Latencies latencies = new Latencies();

        Contestant(String name, double target, Load load) {
            this.name = name;
            this.target = target;
            this.load = load;
        }

        void measure() throws IOException, InterruptedException {
            long begin = System.nanoTime();
            Latencies round = load.during(ROUND);
            rates.add(round.total() / ((System.nanoTime() - begin) / 1e9));
            latencies.add(round);
        }

        double median() {
            return Medians.of(rates);
        }
    }
}
