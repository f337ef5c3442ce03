package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.List;

/** The resident memory of a server with many workflows, of which it keeps a thousand compiled, beside the bare route's. */
final class CompiledMemoryBenchmark {
    private static final int WORKFLOWS = 10_000;
    private static final int COMPILED = 1_000;
    private static final int ROUNDS = 20;
    private static final long CALLS = 200_000;
    private static final List<String> FLAGS = List.of("-Xmx512m");
    private static final double TARGET_RATIO = 2;
    private static final double KIBIBYTES = 1024;

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Memory with %,d workflows of ten blocks, %,d of them compiled, after %,d calls of these and %,d of one of them,"
                        + " flags %s%n%n",
                WORKFLOWS, COMPILED, ROUNDS * COMPILED, CALLS, FLAGS);
        System.out.println("| JDK | bare route, MiB | refgate, MiB | ratio | target |");
        System.out.println("| ---: | ---: | ---: | ---: | --- |");
        try (GeneratedRepository repository = GeneratedRepository.alike(WORKFLOWS)) {
            for (Machine.Jdk jdk : Machine.jdks()) {
                on(jdk, repository);
            }
        }
    }

    private static void on(Machine.Jdk jdk, GeneratedRepository repository) throws IOException, InterruptedException {
        double bare;
        try (ServerProcess server = ServerProcess.bare(jdk.java(), FLAGS)) {
            bare = resident(server);
        }
        double refgate;
        try (ServerProcess server = ServerProcess.refgate(jdk.java(), FLAGS, repository.path())) {
            refgate = resident(server);
        }
        double ratio = refgate / bare;
        System.out.printf(
                "| %d | %.0f | %.0f | %.2f | %s |%n",
                jdk.feature(), bare, refgate, ratio, Report.atMost(ratio, TARGET_RATIO));
    }

    /** Both servers get the same calls. */
    private static double resident(ServerProcess server) throws IOException, InterruptedException {
        try (Connection connection = new Connection(server.port())) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < COMPILED; i++) {
                    byte[] call = Calls.triage(GeneratedRepository.workflow(2 + i * 9));
                    Load.requireSuccess(connection.exchange(call), connection);
                }
            }
        }
        new Load(server.port(), Calls.TRIAGE).times(CALLS);
        return server.residentKibibytes() / KIBIBYTES;
    }
}
