package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How many calls a second {@code hello} and {@code support-triage} answer, beside the bare route. */
final class ThroughputBenchmark {
    private static final List<String> FLAGS = List.of("-Xmx512m");

    void run() throws IOException, InterruptedException {
        System.out.printf("%n## Throughput: %s, flags %s%n", Contest.describe(Load.CONNECTIONS), FLAGS);
        for (Machine.Jdk jdk : Machine.jdks()) {
            on(jdk);
        }
    }

    private static void on(Machine.Jdk jdk) throws IOException, InterruptedException {
        Path java = jdk.java();
        try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                ServerProcess bare = ServerProcess.bare(java, FLAGS);
                ServerProcess refgate = ServerProcess.refgate(java, FLAGS, repository.path())) {
            Contest contest = new Contest();
            contest.add("bare route", new Load(bare.port(), Calls.HELLO));
            contest.add("hello", new Load(refgate.port(), Calls.HELLO)).target(0.5);
            contest.add("support-triage", new Load(refgate.port(), Calls.TRIAGE))
                    .target(0.4);
            contest.run();
            contest.print(jdk);
        }
    }
}
