package dev.refgate.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls a second some servers answer, each as fast as it can: one after the other in each round, so that whatever else
 * the machine does falls on all of them.
 */
final class Contest {
    static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("refgate.benchmark.warm.up.seconds", 15));

    /**
     * So many calls are made at least before anything is measured. The code that a slower server runs is compiled as late as it is slow: after the
     * same time it would be at another stage than a fast one.
     */
    static final long WARM_UP_CALLS = Long.getLong("refgate.benchmark.warm.up.calls", 300_000);

    static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("refgate.benchmark.round.seconds", 5));
    static final int ROUNDS = Integer.getInteger("refgate.benchmark.rounds", 7);

    private final List<Contestant> contestants = new ArrayList<>();

    static String describe(int connections) {
        return "%d connections, warm-up at least %d s and %,d calls, median of %d rounds of %d s"
                .formatted(connections, WARM_UP.toSeconds(), WARM_UP_CALLS, ROUNDS, ROUND.toSeconds());
    }

    /** The first that is added is the baseline of the others. */
    Contestant add(String name, Load load) {
        Contestant contestant = new Contestant(name, load);
        contestants.add(contestant);
        return contestant;
    }

    void run() throws IOException, InterruptedException {
        for (Contestant contestant : contestants) {
            long calls = contestant.load.during(WARM_UP).total();
            contestant.load.times(Math.max(0, WARM_UP_CALLS - calls));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Contestant contestant : contestants) {
                contestant.measure();
            }
        }
    }

    void print(Machine.Jdk jdk) {
        System.out.printf("%n### JDK %d, %s%n%n", jdk.feature(), Machine.load());
        System.out.println(
                "| | calls a second | slowest and fastest round | of the bare route | target | p50 ms | p99 ms |");
        System.out.println("| --- | ---: | ---: | ---: | --- | ---: | ---: |");
        contestants.forEach(contestant -> contestant.print(contestants.get(0)));
    }

    /** One of the servers. */
    static final class Contestant {
        private final String name;
        private final Load load;
        private final List<Double> rates = new ArrayList<>();
        private final Latencies latencies = new Latencies();
        private double target;

        private Contestant(String name, Load load) {
            this.name = name;
            this.load = load;
        }

        /** The share of the baseline that it has to reach. */
        void target(double share) {
            target = share;
        }

        private void measure() throws IOException, InterruptedException {
            long begin = System.nanoTime();
            Latencies round = load.during(ROUND);
            rates.add(round.total() / ((System.nanoTime() - begin) / 1e9));
            latencies.add(round);
        }

        /** Calls a second. */
        double median() {
            return Medians.of(rates);
        }

        private void print(Contestant base) {
            double ratio = median() / base.median();
            System.out.printf(
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f | %s | %.2f | %.2f |%n",
                    name,
                    median(),
                    rates.stream().mapToDouble(rate -> rate).min().orElseThrow(),
                    rates.stream().mapToDouble(rate -> rate).max().orElseThrow(),
                    ratio,
                    target == 0 ? "" : Report.atLeast(ratio, target),
                    latencies.percentileMillis(0.5),
                    latencies.percentileMillis(0.99));
        }
    }
}
