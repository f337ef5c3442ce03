package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long {@code refgate.jar serve} takes from the start of its process to the first 200 on {@code /health/ready}. */
final class StartupBenchmark {
    private static final int STARTS = 5;
    private static final int ENVIRONMENTS = 3;

    void run() throws IOException, InterruptedException {
        System.out.printf("%n## Start: median of %d, after one that does not count%n%n", STARTS);
        System.out.println("| workflows | JDK | ms to ready | slowest | target |");
        System.out.println("| ---: | ---: | ---: | ---: | --- |");
        measure(100, 2_000);
        measure(10_000, 4_000);
    }

    private static void measure(int workflows, int targetMillis) throws IOException, InterruptedException {
        try (GeneratedRepository repository = GeneratedRepository.create(workflows, ENVIRONMENTS, false)) {
            for (Machine.Jdk jdk : Machine.jdks()) {
                startMillis(jdk, repository);
                List<Double> starts = new ArrayList<>();
                for (int i = 0; i < STARTS; i++) {
                    starts.add(startMillis(jdk, repository));
                }
                double median = Medians.of(starts);
                System.out.printf(
                        "| %,d | %d | %,.0f | %,.0f | %s |%n",
                        workflows,
                        jdk.feature(),
                        median,
                        starts.stream().mapToDouble(start -> start).max().orElseThrow(),
                        Report.atMost(median, targetMillis));
            }
        }
    }

    private static double startMillis(Machine.Jdk jdk, GeneratedRepository repository) throws IOException {
        try (ServerProcess server = ServerProcess.refgate(jdk.java(), List.of(), repository.path())) {
            return server.readyAfter().toNanos() / 1e6;
        }
    }
}
